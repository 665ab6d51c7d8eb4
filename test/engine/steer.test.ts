import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { interceptMail, type MailMethod } from '../helpers/intercept-mail.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const subject = 'Steered';
const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

type Command = (client: ApiClient, id: OutboxId) => Promise<OutboxRow>;
const pause: Command = (client, id) => client.outbox.pause({ id });
const cancel: Command = (client, id) => client.outbox.cancel({ id });

/** A mail with a small and a chunked file, whose first request of this kind meets a person's command. */
async function steered(method: MailMethod, when: 'before' | 'after', command: Command) {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const told = Promise.withResolvers<OutboxRow>();
  const steer = Promise.withResolvers<() => Promise<void>>();
  const once = async (called: MailMethod): Promise<void> => {
    if (called === method) await (await steer.promise)();
  };
  const instrument = interceptMail({ [when]: once });
  const engine = await startEngine({ ...tenant, env, instrument });
  const files = [writeFile('notes.txt', 1_000), writeFile('plans.bin', 800_000, 2)];
  const attachments = files.map(({ path }) => ({ path }));
  const { row } = await engine.client.outbox.submit(mail({ subject, attachments }));
  let isTold = false;
  steer.resolve(async () => {
    if (isTold) return;
    isTold = true;
    await command(engine.client, row.id).then(told.resolve, told.reject);
  });
  await engine.start();
  return { tenant, engine, id: row.id, told: told.promise, hashes: files.map((file) => file.sha256) };
}

const unsentCalls = [
  'createDraft',
  'addSmallAttachment',
  'createUploadSession',
  'putChunk',
  'listAttachments',
  'readDraft',
] as const;
const moments = unsentCalls.flatMap((method) => [['before', method] as const, ['after', method] as const]);

describe('while nothing can have left', () => {
  it.each(moments)('pauses %s %s, and sends once with every byte when it is continued', async (when, method) => {
    const { tenant, engine, id, told, hashes } = await steered(method, when, pause);
    expect(await told).toMatchObject({ state: 'paused', cancellable: true });
    await expect.poll(async () => (await engine.client.engine.runUntilIdle({})).waiting, patiently).toBe(1);
    expect((await engine.client.outbox.show({ id })).row.state).toBe('paused');
    await engine.client.outbox.resume({ id });
    await waitFor(engine.client, id, 'sent');
    const delivered = await tenant.delivered();
    expect(delivered.map((one) => one.attachments.map((file) => file.sha256))).toEqual([hashes]);
    expect(await tenant.violations()).toEqual([]);
  });

  it.each(moments)('cancels %s %s: nothing is sent and no draft is left', async (when, method) => {
    const { tenant, engine, id, told } = await steered(method, when, cancel);
    expect(await told).toMatchObject({ state: 'cancelled', cancellable: false });
    await engine.client.engine.runUntilIdle({});
    expect((await engine.client.outbox.show({ id })).row.state).toBe('cancelled');
    expect(await tenant.subjects('drafts')).not.toContain(subject);
    expect(await tenant.delivered()).toEqual([]);
  });
});

describe('once it is being sent', () => {
  const late = [
    ['before', 'sendDraft'],
    ['after', 'sendDraft'],
    ['after', 'findByMarker'],
  ] as const;

  it.each(late)('refuses to cancel %s %s, and the mail arrives once', async (when, method) => {
    const { tenant, engine, id, told } = await steered(method, when, cancel);
    await expect(told).rejects.toMatchObject({ data: { error: { error_code: 'message_state_conflict' } } });
    await waitFor(engine.client, id, 'sent');
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it.each(late)('refuses to pause %s %s, and the mail arrives once', async (when, method) => {
    const { tenant, engine, id, told } = await steered(method, when, pause);
    await expect(told).rejects.toMatchObject({ data: { error: { error_code: 'message_state_conflict' } } });
    await waitFor(engine.client, id, 'sent');
    expect(await tenant.delivered()).toHaveLength(1);
  });
});

it('lets each of 100 races between Send and Cancel have one winner, and says which', async () => {
  const unlimited = { limitMessagesPerMin: 0, limitRequestsPer10Min: 0 };
  const tenant = await startTenant(unlimited);
  const random = seededRandom(7);
  const client = Promise.withResolvers<ApiClient>();
  const plans = new Map<string, { id: OutboxId; callsLeft: number }>();
  const cancels: Promise<unknown>[] = [];
  // Cancels begin beside the request, not before it, so that both are really under way.
  const race = async (_method: MailMethod, { correlationId }: { correlationId: string }): Promise<void> => {
    const plan = plans.get(correlationId);
    if (plan === undefined) return;
    plan.callsLeft -= 1;
    const { outbox } = await client.promise;
    if (plan.callsLeft === 0) cancels.push(outbox.cancel({ id: plan.id }).catch(() => null));
  };
  const instrument = interceptMail({ before: race, after: race });
  const engine = await startEngine({ ...tenant, env: { MS_LIMIT_MESSAGES_PER_MIN: '1000' }, instrument });
  client.resolve(engine.client);
  for (let n = 0; n < 100; n += 1) {
    const { row } = await engine.client.outbox.submit(mail({ subject: `Race ${String(n)}` }));
    plans.set(row.correlationId, { id: row.id, callsLeft: 1 + Math.floor(random.uniform() * 9) });
  }
  await engine.start();
  await expect
    .poll(
      async () => (await engine.client.outbox.list({})).every((row) => ['sent', 'cancelled'].includes(row.state)),
      patiently,
    )
    .toBe(true);
  await Promise.all(cancels);
  await engine.client.engine.runUntilIdle({});

  const rows = await engine.client.outbox.list({});
  const sent = rows.filter((row) => row.state === 'sent').map((row) => row.id);
  const delivered = (await tenant.delivered()).map((one) => one.marker ?? '');
  expect(delivered.toSorted()).toEqual(sent.toSorted());
  expect(sent.length).toBeGreaterThan(10);
  expect(sent.length).toBeLessThan(90);
  expect((await tenant.subjects('drafts')).filter((name) => name.startsWith('Race'))).toEqual([]);
});
