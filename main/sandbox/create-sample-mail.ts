import { deliverInbound } from './control/deliver-inbound.ts';
import { inboundMail } from './control/inbound-schema.ts';
import type { SampleMail } from './samples/sample-mail.ts';
import { listSampleMail, sampleSenders } from './samples/sample-mail.ts';
import { createFolderPath } from './store/folders.ts';
import { readSetting, writeSetting } from './store/settings.ts';
import type { Tenant } from './tenant.ts';
import { requireUser } from './users.ts';

const hourMs = 3_600_000;
const note = 'This is sample data of the sandbox tenant. Nobody wrote it and nobody waits for an answer.';

/** A few weeks of mail for every screen to show, once. */
export function createSampleMail(tenant: Tenant): void {
  if (readSetting(tenant.db, 'sampleMail') === true) return;
  tenant.db.transaction(() => {
    for (const sample of listSampleMail()) deliver(tenant, sample);
    writeSetting(tenant.db, 'sampleMail', true);
  })();
}

function deliver(tenant: Tenant, sample: SampleMail): void {
  const { from, to, subject, text, folder = 'inbox', picture, ageHours, files } = sample;
  const user = requireUser(tenant.db, sampleSenders[to]);
  if (folder !== 'inbox') createFolderPath(tenant.db, user.id, folder);
  const shown = { html: `<p>${text}</p><p><img src="cid:${picture}" alt=""></p><p>${note}</p>` };
  const mail = inboundMail.parse({
    to: user.address,
    from: { address: sampleSenders[from], name: `Sandbox ${from.charAt(0).toUpperCase()}${from.slice(1)}` },
    subject: `Sandbox sample: ${subject}`,
    ...(picture === undefined ? { text: `${text}\n\n${note}` } : shown),
    folder,
    receivedAt: new Date(tenant.nowMs() - ageHours * hourMs).toISOString(),
    attachments: files,
  });
  deliverInbound(tenant, mail);
}
