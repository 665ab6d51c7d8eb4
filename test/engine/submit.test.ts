import { chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OutboxRow, SubmitInput } from '../../contract/outbox.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { beyondProfile, startTenant } from '../helpers/start-tenant.ts';

async function started() {
  const tenant = await startTenant();
  const engine = await startEngine(tenant);
  return { tenant, engine, client: engine.client };
}

function attach(path: string): SubmitInput {
  return mail({ attachments: [{ path }] });
}

function recipients(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `r${String(n)}@sandbox.example`);
}

function folder(): string {
  const path = join(temporaryFolder(), 'folder');
  mkdirSync(path);
  return path;
}

/** As long as asked, and no bytes on the disk. */
function sparse(sizeBytes: number): string {
  const { path } = writeFile('huge.bin', 1);
  truncateSync(path, sizeBytes);
  return path;
}

describe('one intent', () => {
  it('is one message and one mail, although it is submitted 100 times at once', async () => {
    const { tenant, engine, client } = await started();
    await engine.start();
    const file = writeFile('notes.txt', 5_000);
    const same = (): SubmitInput => mail({ attachments: [{ path: file.path }] }, 'one-intent');
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.outbox.submit(same())));
    expect(new Set(answers.map((answer) => answer.row.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
    const [{ id }] = await client.outbox.list({}).then((rows) => rows as [OutboxRow]);
    await waitFor(client, id, 'sent');
    const again = await client.outbox.submit(same());
    expect(again).toMatchObject({ created: false, row: { id, state: 'sent' } });
    await client.engine.runUntilIdle({});
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it.each([
    ['subject', mail({ subject: 'Other plans' }, 'used')],
    ['recipient', mail({ to: ['legal@sandbox.example'] }, 'used')],
    ['text', mail({ text: 'Other words.' }, 'used')],
  ])('refuses its key with another %s', async (_name, other) => {
    const { client } = await started();
    const { row } = await client.outbox.submit(mail({}, 'used'));
    await expect(client.outbox.submit(other)).rejects.toMatchObject({
      data: { error: { error_code: 'idempotency_key_reused', field: 'key', details: { id: row.id } } },
    });
    expect(await client.outbox.list({})).toHaveLength(1);
  });

  it('refuses its key with other bytes under the same file name', async () => {
    const { client } = await started();
    const withBytes = (seed: number) =>
      client.outbox.submit({ ...attach(writeFile('notes.txt', 100, seed).path), key: 'used' });
    await withBytes(1);
    await expect(withBytes(2)).rejects.toMatchObject({ data: { error: { error_code: 'idempotency_key_reused' } } });
    const repeated = await withBytes(1);
    expect(repeated.created).toBe(false);
  });
});

describe('the bytes that were there at Send', () => {
  it.each([
    ['changed', (path: string) => writeFileSync(path, 'something else')],
    ['cut short', (path: string) => truncateSync(path, 10)],
    ['deleted', (path: string) => rmSync(path)],
  ])('are sent although the file was %s afterwards', async (_name, damage) => {
    const { tenant, engine, client } = await started();
    const file = writeFile('notes.txt', 5_000);
    const { row } = await client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
    damage(file.path);
    await engine.start();
    await waitFor(client, row.id, 'sent');
    expect((await tenant.delivered()).map((one) => one.attachments[0]?.sha256)).toEqual([file.sha256]);
  });
});

describe('bad input', () => {
  it.each<[name: string, code: string, input: () => SubmitInput]>([
    ['a missing file', 'source_missing', () => attach(join(temporaryFolder(), 'nothing.bin'))],
    ['an empty file', 'source_empty', () => attach(writeFile('empty.bin', 0).path)],
    ['a folder', 'source_unreadable', () => attach(folder())],
    ['a file over 150 MB', 'source_too_large', () => attach(sparse(150_000_001))],
    [
      'a good file beside a missing one',
      'source_missing',
      () => mail({ attachments: [{ path: writeFile('a.bin', 9).path }, { path: join(temporaryFolder(), 'no.bin') }] }),
    ],
    ['no recipient', 'validation_error', () => mail({ to: [] })],
    ['151 recipients', 'validation_error', () => mail({ to: recipients(151) })],
    ['a malformed address', 'validation_error', () => mail({ cc: ['finance@'] })],
    ['a line break in the subject', 'validation_error', () => mail({ subject: 'a\nBcc: b@example.com' })],
  ])('refuses %s with a clear error, and neither queues nor sends anything', async (_name, code, input) => {
    const { tenant, engine, client } = await started();
    await engine.start();
    const submitting = client.outbox.submit(input());
    const error = await submitting.then(
      () => expect.fail('it was accepted'),
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ data: { error: { error_code: code } } });
    const { message, remediation } = (error as { data: { error: { message: string; remediation: string } } }).data
      .error;
    expect(message).toContain('Nothing was sent.');
    expect(remediation).not.toBe('');
    expect(await client.outbox.list({})).toEqual([]);
    expect(await tenant.log(beyondProfile)).toEqual([]);
  });

  // A superuser reads every file.
  it.runIf(process.getuid?.() !== 0)('refuses a file that it may not read', async () => {
    const { client } = await started();
    const { path } = writeFile('secret.bin', 10);
    chmodSync(path, 0o000);
    await expect(client.outbox.submit(attach(path))).rejects.toMatchObject({
      data: { error: { error_code: 'source_unreadable' } },
    });
  });

  it('MP2: takes 150 recipients', async () => {
    const { tenant, engine, client } = await started();
    await engine.start();
    const { row } = await client.outbox.submit(mail({ to: recipients(150) }));
    await waitFor(client, row.id, 'sent');
    expect((await tenant.delivered())[0]?.recipients).toHaveLength(150);
  });
});

describe('preview', () => {
  it('tells what a send would do, and touches neither the outbox nor the service', async () => {
    const { tenant, client } = await started();
    const attachments = [{ path: writeFile('plans.bin', 3_500_000).path }, { path: writeFile('notes.txt', 500).path }];
    const told = await client.outbox.preview(mail({ attachments, cc: ['legal@sandbox.example'] }));
    expect(told).toMatchObject({ recipients: 2, totalBytes: 3_500_500, path: 'draft', uploadSessions: 1 });
    expect(await client.outbox.list({})).toEqual([]);
    expect(await tenant.log(beyondProfile)).toEqual([]);
  });
});
