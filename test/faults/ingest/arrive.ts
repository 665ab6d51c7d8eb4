import type { InboundMailInput } from '../../../main/sandbox/control/inbound-schema.ts';
import { type FarEnd, MAILBOX } from '../far-end.ts';

const from = { address: 'orders@sandbox.example', name: 'Orders (sandbox)' };

/** What comes in before a life: many mails with plain files, and one with everything that a mail can carry. */
export async function arrive(farEnd: FarEnd, life: number, count: number): Promise<void> {
  await farEnd.control('POST', 'generate', {
    to: MAILBOX,
    count,
    seed: `life-${String(life)}`,
    attachments: { min: 0, max: 3 },
    sizeBytes: { min: 0, max: 40_000 },
    stepMs: 1,
  });
  await farEnd.control('POST', 'deliver', mixedMail(life));
}

function mixedMail(life: number): InboundMailInput {
  const name = `Mixed ${String(life)}`;
  return {
    to: MAILBOX,
    from,
    subject: name,
    html: `<p>See <img src="cid:picture-${String(life)}"></p>`,
    attachments: [
      {
        name: 'picture.png',
        contentType: 'image/png',
        contentId: `picture-${String(life)}`,
        sizeBytes: 3_000,
        seed: name,
      },
      {
        name: 'not shown.png',
        contentType: 'image/png',
        contentId: 'other',
        isInline: true,
        sizeBytes: 10,
        seed: name,
      },
      // The same bytes in every mail: one blob for all of them.
      { name: 'terms.pdf', contentType: 'application/pdf', sizeBytes: 5_000, seed: 'terms' },
      { name: 'forwarded', kind: 'item' },
      { name: 'somewhere else', kind: 'reference' },
    ],
  };
}
