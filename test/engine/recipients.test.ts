import { expect, it } from 'vitest';
import { mail, startEngine, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const none = { account: null } as const;

function fault(error_code: string, message: RegExp) {
  return { data: { error: { error_code, message: expect.stringMatching(message) } } };
}

it('C4 C6: suggests whom a message went to, and its domain is new no more; drafts teach nothing', async () => {
  const { graphBaseUrl } = await startTenant();
  const { client, start } = await startEngine({ graphBaseUrl });
  const draft = await client.compose.start({ account: null });
  const text = { ...draft.text, to: ['only-drafted@partner.example'] };
  const saved = await client.compose.save({ id: draft.id, revision: draft.revision, text });
  const newDomain = { kind: 'newDomain', blocks: false, message: 'New: first message to partner.example.' };
  expect(saved.findings).toContainEqual(expect.objectContaining(newDomain));

  const to = ['Jane Doe <jane@partner.example>', 'finance@sandbox.example'];
  const read = () => client.compose.readRecipients({ text: to.join(';') });
  expect((await read()).map(({ kind, isNewDomain }) => [kind, isNewDomain])).toEqual([
    ['outside', true],
    ['internal', false],
  ]);
  const { row } = await client.outbox.submit(mail({ to }));
  await start();
  await waitFor(client, row.id, 'sent');

  const suggest = async (words: string) =>
    (await client.recipients.suggest({ ...none, text: words, limit: 8 })).map(({ token, sent }) => [token.text, sent]);
  expect(await suggest('exa')).toEqual([
    ['finance@sandbox.example', 1],
    ['Jane Doe <jane@partner.example>', 1],
  ]);
  expect(await suggest('jan')).toEqual([['Jane Doe <jane@partner.example>', 1]]);
  expect(await suggest('only')).toEqual([]);
  expect((await read()).map(({ isNewDomain }) => isNewDomain)).toEqual([false, false]);
  const again = await client.compose.read({ id: draft.id });
  expect(again.findings.map(({ kind }) => kind)).not.toContain('newDomain');

  const jane = { ...none, address: 'jane@partner.example' };
  expect(await client.recipients.forget(jane)).toEqual({ forgotten: true });
  expect(await suggest('jan')).toEqual([]);
  expect(await client.recipients.restore(jane)).toEqual({ restored: true });
  expect(await suggest('jan')).toHaveLength(1);
  await client.settings.set({ name: 'MAILROOM_SUGGEST_RECIPIENTS', value: 'false', via: 'command' });
  expect(await suggest('jan')).toEqual([]);
});

it('C5 SM7: tokens, suggestions and the check line refuse an outside address, with the setting and who set it', async () => {
  const { graphBaseUrl } = await startTenant();
  const env = { MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'sandbox.example' };
  const { client } = await startEngine({ graphBaseUrl, env });
  const reason =
    'partner.example is outside. This build sends inside sandbox.example only: MS_INTERNAL_ONLY is set by the environment.';
  const rule = { setting: 'MS_INTERNAL_ONLY', origin: 'environment' };
  const [outside, inside] = await client.compose.readRecipients({ text: 'a@partner.example, legal@sandbox.example' });
  expect(outside).toMatchObject({ kind: 'blocked', reason, rule });
  expect(inside).toMatchObject({ kind: 'internal', reason: null, rule: null });
  const draft = await client.compose.start({ account: null });
  const text = { ...draft.text, to: ['a@partner.example'] };
  const { findings } = await client.compose.save({ id: draft.id, revision: draft.revision, text });
  expect(findings[0]).toMatchObject({ kind: 'internalOnly', blocks: true, field: 'to' });
  expect(findings[0]?.message).toContain('MS_INTERNAL_ONLY decides this; it is set by the environment.');
});

it('expands a group with the groups in it, and says what it cannot', async () => {
  const tenant = await startTenant();
  const { client, start } = await startEngine(tenant);
  const expand = (address: string) => client.recipients.expandGroup({ ...none, address });
  const board = await expand('Board@sandbox.example');
  expect(board).toMatchObject({ name: 'Sandbox Board', withoutAddress: 1 });
  expect(board.members.map(({ text, kind }) => [text, kind])).toEqual(
    ['Finance', 'Legal', 'Design', 'Archive'].map((role) => [
      `Sandbox ${role} <${role.toLowerCase()}@sandbox.example>`,
      'internal',
    ]),
  );
  await expect(expand('finance@sandbox.example')).rejects.toMatchObject(fault('validation_error', /^No group/));
  await expect(expand('everyone@sandbox.example')).rejects.toMatchObject(fault('validation_error', /has 162 members/));
  await tenant.fault({ path: '/groups', action: 'status', status: 501, code: 'NotImplemented' });
  await expect(expand('board@sandbox.example')).rejects.toMatchObject(fault('provider_unavailable', /does not show/));
  await tenant.fault({ path: 'transitiveMembers', action: 'status', status: 403, code: 'Authorization_RequestDenied' });
  await expect(expand('board@sandbox.example')).rejects.toMatchObject(fault('not_permitted', /may not look into/));

  // Unexpanded, the group is a recipient as any other.
  const { row } = await client.outbox.submit(mail({ to: ['projects@sandbox.example', 'finance@sandbox.example'] }));
  await start();
  await waitFor(client, row.id, 'sent');
  const [delivered] = await tenant.delivered();
  expect(delivered?.recipients.map(({ address, outcome }) => [address, outcome])).toEqual(
    ['finance', 'legal', 'design'].map((role) => [`${role}@sandbox.example`, 'delivered']),
  );
});
