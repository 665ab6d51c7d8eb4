import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import { messageDraft } from '../../../contract/message.ts';
import { estimatePayloadSize, MAX_REQUEST_BYTES } from '../../../main/core/compose/estimate-payload.ts';
import { prepareMessage } from '../../../main/core/outbox/submit-message.ts';
import { composeRig, rigAccount } from '../../helpers/compose-rig.ts';

const to = ['finance@sandbox.example'];
const fileSha256 = sha256.parse('b'.repeat(64));

/** How a message with files of these sizes would go where everything goes directly that can. */
async function prepare(sizesBytes: readonly number[], text = '', more: object = {}) {
  const { deps } = composeRig();
  const sizes = [...sizesBytes];
  const snapshot = () => Promise.resolve({ ok: true as const, sha256: fileSha256, sizeBytes: sizes.shift() ?? 0 });
  const attachments = sizesBytes.map((_, n) => ({ path: `/plan-${String(n)}.bin` }));
  const direct = { ...deps.settings, sendPath: 'direct' as const };
  const message = messageDraft.parse({ to, text, attachments, ...more });
  return prepareMessage({ ...deps, blobs: { ...deps.blobs, snapshot }, settings: direct }, rigAccount(), message);
}

describe('MP2 U8: the path follows the encoded request, not the size of a file alone', () => {
  it('is direct up to 4 MB of estimated request, and a draft from the next byte on', async () => {
    const { content } = await prepare([2_000_000]);
    const roomBytes = MAX_REQUEST_BYTES - estimatePayloadSize(content, [{ sizeBytes: 2_000_000 }]);
    for (const [textBytes, path] of [
      [roomBytes - 1, 'direct'],
      [roomBytes, 'direct'],
      [roomBytes + 1, 'draft'],
    ] as const) {
      expect(await prepare([2_000_000], 'x'.repeat(textBytes))).toMatchObject({ path });
    }
  });

  it('many small files that pass 4 MB only together go one by one on a draft, and none of them in chunks', async () => {
    const prepared = await prepare(Array.from({ length: 10 }, () => 400_000));
    expect(prepared.path).toBe('draft');
    expect(prepared.attachments.map(({ mode }) => mode)).toEqual(Array.from({ length: 10 }, () => 'small'));
  });

  it.each([
    [2_999_100, 'small'],
    [2_999_999, 'session'],
    [3_000_000, 'session'],
    [3_000_001, 'session'],
    [3_145_727, 'session'],
    [3_145_728, 'session'],
    [3_145_729, 'session'],
    [3_999_999, 'session'],
    [4_000_000, 'session'],
    [4_000_001, 'session'],
  ] as const)('a file of %i bytes goes as %s', async (sizeBytes, mode) => {
    expect(await prepare([sizeBytes])).toMatchObject({ path: 'draft', attachments: [{ mode }] });
  });

  it('20 files go directly and 21 as a draft, however small they are', async () => {
    expect(await prepare(Array.from({ length: 20 }, () => 10))).toMatchObject({ path: 'direct' });
    expect(await prepare(Array.from({ length: 21 }, () => 10))).toMatchObject({ path: 'draft' });
  });

  it('C11: what the service is to keep goes as a draft, which can be taken back', async () => {
    const later = { sendAt: '2026-12-24T08:00:00.000Z', onServer: true };
    expect(await prepare([], '', later)).toMatchObject({ path: 'draft', content: { deferUntil: later.sendAt } });
    const { deps } = composeRig();
    const sender = { ...rigAccount(), scopes: ['Mail.Send'] };
    const refusal = prepareMessage(deps, sender, messageDraft.parse({ to, ...later }));
    await expect(refusal).rejects.toMatchObject({ structured: { error_code: 'validation_error', field: 'onServer' } });
  });
});
