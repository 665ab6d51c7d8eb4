import { expect, it } from 'vitest';
import { composeDraft, draftWhere } from '../helpers/compose-draft.ts';
import { patiently } from '../helpers/patiently.ts';
import { startEngine, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

async function started(switches: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant(switches);
  const engine = await startEngine(tenant);
  await engine.start();
  return { tenant, client: engine.client };
}

const away = { automaticReplies: { message: '<p>I am <b>away</b> until Monday.<script>alert(1)</script></p>' } };

it('C7: says what the recipients’ mailboxes say, each once, and lets the message go', async () => {
  const { tenant, client } = await started({
    mailTips: {
      'finance@sandbox.example': away,
      'legal@sandbox.example': { mailboxFull: true },
      'design@sandbox.example': { deliveryRestricted: true, isModerated: true },
      'archive@sandbox.example': { totalMemberCount: 40, externalMemberCount: 3 },
    },
  });
  const to = ['finance', 'legal', 'design', 'archive', 'nobody'].map((name) => `${name}@sandbox.example`);
  const { id, revision } = await composeDraft(client, [], { to });
  const { findings } = await draftWhere(client, id, (draft) => draft.findings.length > 0);
  expect(findings.map(({ kind, blocks, message }) => [kind, blocks, message])).toEqual([
    ['invalidRecipient', false, 'nobody@sandbox.example is not in the directory.'],
    ['deliveryRestricted', false, 'design@sandbox.example takes no mail from you.'],
    ['mailboxFull', false, 'legal@sandbox.example has a full mailbox.'],
    ['moderated', false, 'design@sandbox.example has mail approved first.'],
    ['automaticReply', false, 'finance@sandbox.example replies automatically: “I am away until Monday.”'],
    ['outsideMembers', false, 'archive@sandbox.example reaches 40 people, 3 of them outside.'],
  ]);
  // What is known is not asked again, and several changes are one question.
  const asked = await tenant.log({ path: /getMailTips/ });
  expect(asked).toHaveLength(1);
  await client.compose.submit({ id, revision, holdMs: 0 });
  await waitFor(client, id, 'sent');
});

it.each([400, 404, 501, 500])('C7: does without them when the service answers %i', async (mailTipsStatus) => {
  const { tenant, client } = await started({ mailTipsStatus });
  const { id, revision } = await composeDraft(client);
  await expect.poll(() => tenant.log({ path: /getMailTips/ }), patiently).toHaveLength(1);
  const { findings } = await client.compose.read({ id });
  expect(findings).toEqual([]);
  await client.compose.submit({ id, revision, holdMs: 0 });
  await waitFor(client, id, 'sent');
  expect(await tenant.log({ path: /getMailTips/ })).toHaveLength(1);
});
