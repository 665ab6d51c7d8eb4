import { deliverInbound } from './control/deliver-inbound.ts';
import { inboundMail } from './control/inbound-schema.ts';
import { readSetting, writeSetting } from './store/settings.ts';
import type { Tenant } from './tenant.ts';

const hourMs = 3_600_000;
const note = 'This is sample data of the sandbox tenant. Nobody wrote it and nobody waits for an answer.';

const samples = [
  {
    to: 'sender',
    from: 'Finance',
    ageHours: 3,
    subject: 'Sandbox sample: figures for the quarter',
    text: 'The figures for the quarter are attached, one line a cost centre. Please send the signed scan back as one file.',
    file: {
      name: 'figures.csv',
      contentType: 'text/csv',
      text: 'cost centre,planned,actual\n1001,120000,118450\n1002,84000,90210\n',
    },
  },
  {
    to: 'sender',
    from: 'Design',
    ageHours: 26,
    subject: 'Sandbox sample: final renderings',
    text: 'The renderings are too large for our usual mail. Could you send them on to legal and archive when they are approved?',
  },
  {
    to: 'sender',
    from: 'Legal',
    ageHours: 50,
    subject: 'Sandbox sample: reviewed contract',
    text: 'Two changes in section four, otherwise approved. The marked text is attached.',
    file: {
      name: 'contract-notes.txt',
      contentType: 'text/plain',
      text: 'Section 4.1: thirty days.\nSection 4.3: struck out.\n',
    },
  },
  {
    to: 'finance',
    from: 'Archive',
    ageHours: 8,
    subject: 'Sandbox sample: yearly statements are stored',
    text: 'The statements of last year are stored and can be found by their number.',
  },
  {
    to: 'legal',
    from: 'Sender',
    ageHours: 20,
    subject: 'Sandbox sample: documents for the hearing',
    text: 'The scanned documents follow in a mail of their own, because of their size.',
  },
  {
    to: 'design',
    from: 'Sender',
    ageHours: 12,
    subject: 'Sandbox sample: new cover',
    text: 'The sketch of the new cover is attached as a vector drawing.',
    file: {
      name: 'cover.svg',
      contentType: 'image/svg+xml',
      text: '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="160"><rect width="120" height="160" fill="#d8e2dc"/></svg>\n',
    },
  },
];

/** A little mail for every screen to show, once. */
export function createSampleMail(tenant: Tenant): void {
  if (readSetting(tenant.db, 'sampleMail') === true) return;
  tenant.db.transaction(() => {
    for (const { to, from, ageHours, subject, text, file } of samples) {
      const files = file === undefined ? [] : [file];
      const mail = inboundMail.parse({
        to: `${to}@sandbox.example`,
        from: { address: `${from.toLowerCase()}@sandbox.example`, name: `Sandbox ${from}` },
        subject,
        text: `${text}\n\n${note}`,
        receivedAt: new Date(tenant.nowMs() - ageHours * hourMs).toISOString(),
        attachments: files.map(({ text: content, ...attachment }) => ({
          ...attachment,
          contentBytes: Buffer.from(content).toString('base64'),
        })),
      });
      deliverInbound(tenant, mail);
    }
    writeSetting(tenant.db, 'sampleMail', true);
  })();
}
