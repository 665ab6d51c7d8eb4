import { expect, it } from 'vitest';
import { csv, manyRows, order, plan } from '../helpers/merge-order.ts';
import { patiently } from '../helpers/patiently.ts';
import { startEngine } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('C19: makes a draft of each row to look through, then sends each once', async () => {
  const tenant = await startTenant();
  const { client, start } = await startEngine({ ...tenant, env: { MS_LIMIT_MESSAGES_PER_MIN: '1000' } });
  await start();
  const made = await client.merge.create(order(manyRows(30)));
  await expect.poll(async () => (await client.merge.show({ id: made.id })).state, patiently).toBe('review');
  const lines = await client.merge.lines({ id: made.id });
  expect(lines).toHaveLength(30);
  expect(lines[0]).toMatchObject({ row: 2, to: 'p1@sandbox.example', message: { state: 'draft' } });
  await client.merge.send({ id: made.id });
  await expect.poll(async () => (await client.merge.show({ id: made.id })).state, patiently).toBe('done');
  expect((await client.merge.show({ id: made.id })).counts).toMatchObject({
    went: 30,
    drafts: 0,
    failed: 0,
    waiting: 0,
  });
  const subjects = (await tenant.delivered()).map((mail) => mail.subject);
  expect(subjects.toSorted()).toEqual(
    Array.from({ length: 30 }, (_, n) => `Invoice for Person ${String(n + 1)}`).toSorted(),
  );
});

it('C19: counts and names the problems of rows before anything is made', async () => {
  const tenant = await startTenant();
  const env = { MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'sandbox.example' };
  const { client } = await startEngine({ ...tenant, env });
  const table = csv(
    'name;email;file\nA;a@sandbox.example;\nB;;\nC;a@SANDBOX.example;\nD;x@elsewhere.example;\n;e@sandbox.example;\nF;f@sandbox.example;/no/such/file\n',
  );
  const check = await client.merge.check({ table, plan: { ...plan, fileColumn: 'file' } });
  expect(check).toMatchObject({ rows: 6, ready: 2, blocked: 4, unknownVariables: [] });
  expect(check.lines.map(({ row, problems }) => [row, problems.map(({ kind }) => kind)])).toEqual([
    [3, ['noAddress']],
    [4, ['duplicateAddress']],
    [5, ['notAllowed']],
    [7, ['fileMissing']],
    [6, ['emptyVariable']],
    [2, []],
  ]);
  await expect(client.merge.create(order(table, { plan: { ...plan, fileColumn: 'file' } }))).rejects.toMatchObject({
    data: { error: { error_code: 'validation_error' } },
  });
  expect(await client.merge.list({})).toEqual([]);
});
