import { describe, expect, test } from 'vitest';
import type { TestTenant } from './sandbox-client.ts';
import { startTenant } from './sandbox-client.ts';
import { inboxDelta, readPage, readRound } from './read-delta.ts';

const sender = 'sender@sandbox.example';
const mail = { to: sender, from: { address: 'archive@sandbox.example' }, subject: 'Plans {n}' };

async function deliver(tenant: TestTenant, more: object = {}): Promise<string[]> {
  const { json } = await tenant.control('POST', 'deliver', { ...mail, ...more });
  return (json['messages'] as { immutableId: string }[]).map(({ immutableId }) => immutableId);
}

/** An Inbox with nothing in it but what the test puts there, and a link to what comes next. */
async function startAtNow(switches: Parameters<typeof startTenant>[0] = {}): Promise<[TestTenant, string]> {
  const tenant = await startTenant(switches);
  return [tenant, (await readRound(tenant, inboxDelta)).deltaLink];
}

describe('the first round', () => {
  test('shows every message once, newest first, in pages of the size that is preferred', async () => {
    const tenant = await startTenant();
    await tenant.control('POST', 'generate', { to: sender, count: 250 });
    const { items, pages } = await readRound(tenant, inboxDelta, 100);
    const received = (await tenant.received(sender, 'inbox')).map(({ immutableId }) => immutableId);
    expect(items.map(({ id }) => id).toSorted()).toEqual(received.toSorted());
    expect(pages.slice(0, -1).map(({ length }) => length)).toEqual(pages.slice(0, -1).map(() => 100));
    const arrivals = items.map((item) => (item as { receivedDateTime?: string }).receivedDateTime ?? '');
    expect(arrivals).toEqual(arrivals.toSorted().toReversed());
  });

  test('misses nothing that comes, changes, moves or goes while it is read', async () => {
    const [tenant] = await startAtNow();
    const ids = await deliver(tenant, { count: 12 });
    const [moved = '', deleted = '', touched = ''] = ids;
    const round = await readRound(tenant, inboxDelta, 5, async (page) => {
      if (page === 1) await tenant.control('POST', 'move', { mailbox: sender, id: moved, folder: 'archive' });
      if (page === 1) await tenant.control('POST', 'remove', { mailbox: sender, id: deleted });
      if (page === 2) await tenant.control('POST', 'touch', { mailbox: sender, id: touched });
      if (page === 2) await deliver(tenant, { subject: 'In the middle' });
    });
    const last = new Map(round.items.map((item) => [item.id, item]));
    expect(last.get(moved)?.['@removed']).toEqual({ reason: 'changed' });
    expect(last.get(deleted)?.['@removed']).toEqual({ reason: 'deleted' });
    expect(round.items.filter(({ id }) => id === touched)).toHaveLength(2);
    expect(round.items.map(({ subject }) => subject)).toContain('In the middle');
    const present = [...last.values()].filter((item) => item['@removed'] === undefined).map(({ id }) => id);
    const received = await tenant.received(sender, 'inbox');
    expect(present.toSorted()).toEqual(
      received.flatMap(({ removed, immutableId }) => (removed === null ? [immutableId] : [])).toSorted(),
    );
  });

  test('is cut silently when it is filtered, and knows no other filter than by arrival', async () => {
    const tenant = await startTenant({ deltaFilterMaximum: 7 });
    await deliver(tenant, { count: 10 });
    const since = encodeURIComponent('receivedDateTime ge 2026-01-15T12:00:00Z');
    const { items, deltaLink } = await readRound(tenant, `${inboxDelta}&$filter=${since}`, 5);
    expect(items).toHaveLength(7);
    await deliver(tenant, { subject: 'Older', receivedAt: '2026-01-01T00:00:00Z' });
    const [newer] = await deliver(tenant, { subject: 'Newer' });
    expect((await readRound(tenant, deltaLink)).items.map(({ id }) => id)).toEqual([newer]);
    for (const bad of ['$filter=isRead eq false', '$search=x', '$orderby=subject', '$skip=3'])
      expect((await readPage(tenant, `${inboxDelta}&${encodeURI(bad)}`)).status).toBe(400);
    const ordered = encodeURIComponent('receivedDateTime desc');
    expect((await readPage(tenant, `${inboxDelta}&$orderby=${ordered}`)).status).toBe(200);
  });

  test('gives ids that move with the message unless immutable ones are preferred', async () => {
    const tenant = await startTenant();
    await deliver(tenant);
    const plain = (await tenant.call('GET', inboxDelta)).json['value'] as { id: string }[];
    const fixed = await readPage(tenant, inboxDelta);
    const newest = (await tenant.received(sender, 'inbox')).at(-1);
    expect(plain.map(({ id }) => id)).toContain(newest?.restId);
    expect((fixed.json['value'] as { id: string }[]).map(({ id }) => id)).toContain(newest?.immutableId);
    expect(fixed.headers.get('preference-applied')).toBe('IdType=ImmutableId, odata.maxpagesize=100');
    expect(plain).toHaveLength(10);
  });
});

describe('later rounds', () => {
  test('show what changed since, the last state of each message only, and deletions with their reason', async () => {
    const [tenant, start] = await startAtNow();
    expect((await readRound(tenant, start)).items).toEqual([]);
    const [kept = '', moved = '', deleted = ''] = await deliver(tenant, { count: 3 });
    const first = await readRound(tenant, start, 2);
    expect(first.items.map(({ subject }) => subject)).toEqual(['Plans 1', 'Plans 2', 'Plans 3']);
    await tenant.control('POST', 'touch', { mailbox: sender, id: kept });
    await tenant.control('POST', 'move', { mailbox: sender, id: moved, folder: 'archive' });
    await tenant.control('POST', 'remove', { mailbox: sender, id: deleted });
    const second = await readRound(tenant, first.deltaLink);
    expect(second.items.map((item) => [item.id, item['@removed']?.reason])).toEqual([
      [kept, undefined],
      [moved, 'changed'],
      [deleted, 'deleted'],
    ]);
    expect(second.items[0]?.subject).toBe('Plans 1');
    await tenant.control('POST', 'move', { mailbox: sender, id: moved, folder: 'inbox' });
    const third = await readRound(tenant, second.deltaLink);
    expect(third.items.map(({ id, subject }) => [id, subject])).toEqual([[moved, 'Plans 2']]);
    expect((await readRound(tenant, first.deltaLink)).items).toHaveLength(3);
  });

  test('wait for a message that cannot be found yet, and for all that came after it', async () => {
    const [tenant, start] = await startAtNow();
    await tenant.control('PATCH', 'switches', { lateVisibilityMs: 1000 });
    const [late = ''] = await deliver(tenant);
    await tenant.control('PATCH', 'switches', { lateVisibilityMs: 0 });
    const [prompt] = await deliver(tenant);
    expect((await tenant.call('GET', `/me/messages/${late}`)).code).toBe('ErrorItemNotFound');
    const before = await readRound(tenant, start);
    expect(before.items).toEqual([]);
    tenant.advance(1000);
    expect((await readRound(tenant, before.deltaLink)).items.map(({ id }) => id)).toEqual([late, prompt]);
  });

  test('have empty pages in the middle and repeats across pages where they are switched on', async () => {
    const [tenant, start] = await startAtNow({ deltaEmptyPages: 1, deltaRepeats: 1 });
    const ids = await deliver(tenant, { count: 7 });
    const { items, pages } = await readRound(tenant, start, 3);
    expect(pages.map(({ length }) => length)).toEqual([3, 0, 3, 0, 3]);
    expect([...new Set(items.map(({ id }) => id))]).toEqual(ids);
    const { pages: whole } = await readRound(tenant, inboxDelta, 4);
    expect(whole.filter(({ length }) => length === 0).length).toBeGreaterThan(0);
  });
});

describe('a token', () => {
  test('dies when it is expired, in the middle of a round too, and says where to begin again', async () => {
    const tenant = await startTenant();
    await deliver(tenant, { count: 9 });
    const { deltaLink } = await readRound(tenant, inboxDelta);
    const nextLink = (await readPage(tenant, inboxDelta, 3)).json['@odata.nextLink'] as string;
    await tenant.control('POST', 'faults', { match: { path: 'skiptoken' }, action: 'expireDelta' });
    for (const link of [nextLink, nextLink, deltaLink]) {
      const dead = await readPage(tenant, link);
      expect([dead.status, dead.code]).toEqual([410, 'SyncStateNotFound']);
      const again = await readRound(tenant, dead.headers.get('location') ?? '', 4);
      expect(again.items.map(({ subject }) => subject)).toContain('Plans 9');
    }
    await tenant.control('PATCH', 'switches', { resyncCode: 'resyncRequired', resyncLocation: false });
    const { deltaLink: alive } = await readRound(tenant, inboxDelta);
    await tenant.control('POST', 'expireDelta', { mailbox: sender, folder: 'archive' });
    expect((await readPage(tenant, alive)).status).toBe(200);
    await tenant.control('POST', 'expireDelta', { mailbox: sender });
    const dead = await readPage(tenant, alive);
    expect([dead.status, dead.code, dead.headers.get('location')]).toEqual([410, 'resyncRequired', null]);
  });

  test('dies by itself where it has a lifetime, and of a reset', async () => {
    const [tenant, start] = await startAtNow({ deltaTokenLifetimeMs: 60_000 });
    tenant.advance(59_000);
    const { deltaLink } = await readRound(tenant, start);
    tenant.advance(59_000);
    expect((await readPage(tenant, deltaLink)).status).toBe(200);
    expect((await readPage(tenant, start)).status).toBe(410);
    await tenant.control('POST', 'reset', {});
    expect((await readPage(tenant, deltaLink)).status).toBe(410);
  });

  test('is refused when it is none, or of another folder', async () => {
    const [tenant, start] = await startAtNow();
    expect((await readPage(tenant, '/me/mailFolders/inbox/messages/delta?$deltatoken=none')).status).toBe(400);
    expect((await readPage(tenant, start.replace('/inbox/', '/archive/'))).status).toBe(400);
    const latest = await readRound(tenant, '/me/mailFolders/inbox/messages/delta?$deltatoken=latest');
    expect(latest.items.length).toBeGreaterThan(0);
  });
});

test('folders are listed a level at a time, with their own delta', async () => {
  const tenant = await startTenant();
  await tenant.control('POST', 'folders', { mailbox: sender, path: 'inbox/Projects/Bridge' });
  const names = async (path: string): Promise<unknown[]> =>
    ((await tenant.call('GET', path)).json['value'] as { displayName: string }[]).map((row) => row.displayName);
  expect(await names('/me/mailFolders')).toContain('Archive');
  expect(await names('/me/mailFolders')).not.toContain('Projects');
  const { json } = await tenant.call('GET', `/users/${sender}/mailFolders/inbox/childFolders`);
  const [projects] = json['value'] as { id: string; childFolderCount: number; displayName: string }[];
  expect(projects).toMatchObject({ displayName: 'Projects', childFolderCount: 1 });
  expect(await names(`/me/mailFolders/${projects?.id}/childFolders`)).toEqual(['Bridge']);
  await deliver(tenant, { folder: 'inbox/projects', subject: 'Only here' });
  const round = await readRound(tenant, `/me/mailFolders('${projects?.id}')/messages/microsoft.graph.delta()`);
  expect(round.items.map(({ subject }) => subject)).toEqual(['Only here']);
  const page = await tenant.call('GET', '/me/mailFolders?$top=3');
  expect([page.json['value'], '@odata.nextLink' in page.json]).toMatchObject([{ length: 3 }, true]);
  expect((await tenant.call('GET', '/me/mailFolders/nowhere/messages/delta')).status).toBe(404);
});
