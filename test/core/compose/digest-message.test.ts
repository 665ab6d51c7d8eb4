import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../../contract/ids.ts';
import { digestMessage } from '../../../main/core/compose/digest-message.ts';
import type { MailContent } from '../../../main/core/ports/mail-service.ts';
import { nodeDigest } from '../../../main/engine/system-ports.ts';
import { sampleContent } from '../../helpers/sample-outbox.ts';

const address = fc.record({
  name: fc.option(fc.string({ maxLength: 12 })),
  address: fc.emailAddress(),
});
const addresses = fc.array(address, { maxLength: 3 });
const content: fc.Arbitrary<MailContent> = fc.record({
  to: addresses,
  cc: addresses,
  bcc: addresses,
  replyTo: addresses,
  subject: fc.string({ maxLength: 20 }),
  body: fc.record({ contentType: fc.constantFrom('text', 'html'), content: fc.string({ maxLength: 30 }) }),
  importance: fc.constantFrom('low', 'normal', 'high'),
  categories: fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
  requestReadReceipt: fc.boolean(),
  requestDeliveryReceipt: fc.boolean(),
  deferUntil: fc.option(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
});
const file = fc.record({
  name: fc.string({ minLength: 1, maxLength: 12 }),
  contentType: fc.constantFrom('application/pdf', 'image/png'),
  contentId: fc.option(fc.string({ minLength: 1, maxLength: 8 })),
  sizeBytes: fc.nat(),
  sha256: fc.constantFrom('a', 'b').map((letter) => letter.repeat(64) as Sha256),
});
const message = fc.record({ content, files: fc.array(file, { maxLength: 3 }), sendAtMs: fc.option(fc.nat()) });
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;

const digestOf = ({ content: words, files, sendAtMs }: Message): string =>
  digestMessage(nodeDigest, words, files, sendAtMs);

describe('SM11: the digest of what would be sent', () => {
  it('is the same for the same message, however its parts are ordered in memory', () => {
    fc.assert(
      fc.property(message, (one) => {
        const entries = Object.entries(one.content).toReversed();
        // The same members in another order.
        const again = { ...structuredClone(one), content: Object.fromEntries(entries) as unknown as MailContent };
        expect(digestOf(again)).toBe(digestOf(one));
      }),
    );
  });

  it('differs as soon as any part differs that would be sent', () => {
    fc.assert(
      fc.property(message, message, (one, other) => {
        for (const part of ['content', 'files', 'sendAtMs'] as const) {
          const mixed = { ...one, [part]: other[part] };
          expect(digestOf(mixed) === digestOf(one)).toBe(JSON.stringify(mixed) === JSON.stringify(one));
        }
        for (const part of Object.keys(one.content) as (keyof MailContent)[]) {
          const mixed = { ...one, content: { ...one.content, [part]: other.content[part] } };
          expect(digestOf(mixed) === digestOf(one)).toBe(JSON.stringify(mixed) === JSON.stringify(one));
        }
      }),
    );
  });

  it('L5: of a message without what came later is the one that earlier versions made, so that their keys stay valid', () => {
    const { to, cc, bcc, replyTo, subject, body, importance } = sampleContent;
    const before = JSON.stringify([{ to, cc, bcc, replyTo, subject, body, importance }, []]);
    const expected = createHash('sha256').update(before).digest('hex');
    expect(digestMessage(nodeDigest, sampleContent, [], null)).toBe(expected);
  });
});
