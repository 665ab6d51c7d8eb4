import { describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../contract/accounts.ts';
import { sha256 } from '../../../contract/ids.ts';
import { messageDraft } from '../../../contract/message.ts';
import type { SnapshotResult } from '../../../main/core/ports/blob-store.ts';
import { prepareMessage, type SubmitDeps } from '../../../main/core/outbox/submit-message.ts';
import { nodeDigest } from '../../../main/engine/system-ports.ts';
import { leapingClock } from '../../helpers/leaping-clock.ts';
import { outboxRig } from '../../helpers/outbox-rig.ts';
import { asGiven } from '../../helpers/room-for-all.ts';
import { sampleAccount } from '../../helpers/sample-outbox.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const digest = sha256.parse('b'.repeat(64));

function account(...scopes: readonly string[]): AccountRow {
  const where = { tenant: 'sandbox', cloud: 'sandbox', state: 'connected' } as const;
  return { id: sampleAccount, address: 'sender@sandbox.example', name: null, ...where, scopes: [...scopes] };
}

function depsWith(snapshot: SnapshotResult, settings: Partial<SubmitDeps['settings']> = {}): SubmitDeps {
  return {
    store: outboxRig().store(),
    blobs: {
      snapshot: () => Promise.resolve(snapshot),
      receive: () => expect.fail('preparing receives nothing'),
      open: () => expect.fail('preparing reads nothing'),
      has: () => Promise.resolve(true),
      remove: () => expect.fail('preparing removes nothing'),
    },
    digest: nodeDigest,
    clock: leapingClock(),
    random: seededRandom(1),
    settings: { sendPath: 'draft', uploadSessionsEnabled: true, uploadThresholdBytes: 3_145_728, ...settings },
    passGates: () => undefined,
    planFiles: asGiven,
    finish: (content) => content,
    contentTypeOf: () => 'application/octet-stream',
  };
}

const ok = (sizeBytes: number): SnapshotResult => ({ ok: true, sha256: digest, sizeBytes });
const draft = messageDraft.parse({ to: ['finance@sandbox.example'], attachments: [{ path: '/somewhere/plans.bin' }] });

describe('US7: the path of a message', () => {
  it.each([
    [['Mail.Send'], 'direct'],
    [['https://graph.microsoft.com/Mail.Send', 'User.Read'], 'direct'],
    [['Mail.Send', 'Mail.ReadWrite'], 'draft'],
    [['mail.send', 'https://graph.microsoft.com/mail.readwrite'], 'draft'],
    [[], 'draft'],
  ] as const)('with the permissions %j is %s', async (scopes, path) => {
    expect(await prepareMessage(depsWith(ok(1_000)), account(...scopes), draft)).toMatchObject({ path });
  });

  it('is a draft for what does not fit one request, whatever the permissions and the setting', async () => {
    const prepared = await prepareMessage(depsWith(ok(3_200_000), { sendPath: 'direct' }), account('Mail.Send'), draft);
    expect(prepared).toMatchObject({ path: 'draft', attachments: [{ mode: 'session', name: 'plans.bin' }] });
  });
});

describe('a file that cannot be taken', () => {
  it.each([
    ['missing', 'source_missing', false],
    ['notAFile', 'source_unreadable', false],
    ['unreadable', 'source_unreadable', false],
    ['empty', 'source_empty', false],
    ['tooLarge', 'source_too_large', false],
    ['changed', 'source_changed', true],
    ['diskFull', 'disk_full', true],
    ['cancelled', 'source_unreadable', false],
  ] as const)('because it is %s, is refused by name and without its path', async (failure, code, retriable) => {
    const deps = depsWith({ ok: false, failure, detail: 'EXAMPLE' });
    const error = await prepareMessage(deps, account(), draft).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ structured: { error_code: code, field: 'attachments', retriable } });
    const text = JSON.stringify((error as { structured: object }).structured);
    expect(text).toContain('plans.bin');
    expect(text).not.toContain('/somewhere');
  });

  it('US5, US6: is one over the threshold while upload sessions are off', async () => {
    const off = depsWith(ok(3_145_729), { uploadSessionsEnabled: false });
    await expect(prepareMessage(off, account(), draft)).rejects.toMatchObject({
      structured: {
        error_code: 'provider_payload_too_large',
        details: { provider_code: 'ATTACHMENT_TOO_LARGE', threshold_bytes: 3_145_728 },
      },
    });
  });
});
