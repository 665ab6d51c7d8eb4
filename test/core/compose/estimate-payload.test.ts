import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFileAttachment, buildMessage } from '../../../main/core/compose/build-message.ts';
import {
  encodedSize,
  estimatePayloadSize,
  MAX_REQUEST_BYTES,
  shouldUseUploadSession,
} from '../../../main/core/compose/estimate-payload.ts';
import type { MailContent } from '../../../main/core/ports/mail-service.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const seedThreshold = 3_145_728;
const mebibyte = 2 ** 20;
const uses = (sizeBytes: number, threshold = seedThreshold): boolean =>
  shouldUseUploadSession({ sizeBytes }, threshold);

describe('SM2: shouldUseUploadSession', () => {
  it('US11: goes by the threshold of the seed where that is the lower one', () => {
    for (const threshold of [0, mebibyte, 2 * mebibyte]) {
      expect([uses(threshold - 1, threshold), uses(threshold, threshold)]).toEqual([false, false]);
      expect(uses(threshold + 1, threshold)).toBe(true);
    }
  });

  it('keeps 2 MiB and its neighbours in one request by default', () => {
    for (const offset of [-1, 0, 1]) expect(uses(2 * mebibyte + offset)).toBe(false);
  });

  it('takes chunks where one request would break its cap once encoded, below the threshold', () => {
    // 3,145,611 is the largest file that was ever seen to fit a request of 4 MiB; ours are 4 MB with a margin.
    for (const sizeBytes of [3_145_610, 3_145_611, 3_145_612, 3_145_727, 3_145_728, 3_145_729]) {
      expect([sizeBytes, uses(sizeBytes)]).toEqual([sizeBytes, true]);
    }
    const largest = 2_999_100;
    expect([uses(largest), uses(largest + 1)]).toEqual([false, true]);
    expect(encodedSize(largest)).toBeLessThan(MAX_REQUEST_BYTES);
  });
});

describe('SM2: estimatePayloadSize', () => {
  it('encodes every three bytes as four', () => {
    expect([0, 1, 2, 3, 4, 3_145_728].map(encodedSize)).toEqual([0, 4, 4, 4, 8, 4_194_304]);
  });

  it('is never below the request that is really sent, and near it for a large one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 2_000 });
    const address = fc.record({
      name: fc.option(fc.string({ unit: 'binary', maxLength: 256 })),
      address: fc.string({ maxLength: 320 }),
    });
    const recipients = fc.array(address, { maxLength: 5 });
    const sizes = fc.array(fc.nat(5_000), { maxLength: 4 });
    fc.assert(
      fc.property(text, text, recipients, recipients, sizes, (subject, body, to, replyTo, fileSizes) => {
        const content: MailContent = {
          ...sampleContent,
          subject,
          to,
          replyTo,
          body: { contentType: 'html', content: body },
        };
        const files = fileSizes.map((sizeBytes) => ({ sizeBytes }));
        const realBytes = Buffer.byteLength(requestOf(content, fileSizes));
        expect(estimatePayloadSize(content, files)).toBeGreaterThanOrEqual(realBytes);
      }),
      { numRuns: 60 },
    );
    const real = Buffer.byteLength(requestOf(sampleContent, [2_000_000]));
    expect(estimatePayloadSize(sampleContent, [{ sizeBytes: 2_000_000 }]) / real).toBeLessThan(1.01);
  });

  it('is no lower for a text of control characters, which JSON spells with six', () => {
    const content: MailContent = { ...sampleContent, body: { contentType: 'text', content: '\u0001'.repeat(100_000) } };
    expect(estimatePayloadSize(content, [])).toBeGreaterThanOrEqual(Buffer.byteLength(requestOf(content, [])));
  });
});

function requestOf(content: MailContent, fileSizes: readonly number[]): string {
  const attachments = fileSizes.map((sizeBytes) =>
    buildFileAttachment(
      { name: 'n'.repeat(255), contentType: 'application/octet-stream', sizeBytes, contentId: 'c'.repeat(255) },
      Buffer.alloc(sizeBytes).toString('base64'),
    ),
  );
  return JSON.stringify({ message: { ...buildMessage(content, sampleId()), attachments }, saveToSentItems: true });
}
