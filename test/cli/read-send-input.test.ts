import { Readable } from 'node:stream';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHold, parseInline, parseTime, parseValue, readSendInput } from '../../main/cli/read-send-input.ts';
import { splitRecipients } from '../../main/core/recipients/split-recipients.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mailroom-cli-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

function read(options: object, outside: { account?: string; stdin?: string } = {}) {
  const stdin = Readable.from(outside.stdin === undefined ? [] : [Buffer.from(outside.stdin)]);
  return readSendInput({ cwd, stdin, account: outside.account ?? null }, { importance: 'normal', ...options });
}

describe('readSendInput', () => {
  it('US7: names files by absolute paths, because the engine may run in another folder', async () => {
    const input = await read({
      to: ['a@x.example'],
      attach: ['plans.zip', '/tmp/b'],
      inline: [parseInline('logo=l.png')],
    });
    expect(input.message.attachments).toEqual([
      { path: join(cwd, 'plans.zip') },
      { path: '/tmp/b' },
      { path: join(cwd, 'l.png'), contentId: 'logo' },
    ]);
  });

  it('leaves files that do not exist to the engine, which says so in the same words to every host', async () => {
    await expect(read({ attach: ['missing'] })).resolves.toMatchObject({ account: null });
  });

  it('reads the text from stdin for -, even from a closed one', async () => {
    expect((await read({ text: '-' }, { stdin: 'Hello\n' })).message.text).toBe('Hello\n');
    expect((await read({ text: '-' })).message.text).toBe('');
    expect((await read({ text: 'Hi' })).message).toMatchObject({ text: 'Hi', html: null });
  });

  it('reads HTML from its file, and says clearly when there is none', async () => {
    await writeFile(join(cwd, 'mail.html'), '<p>Hi</p>');
    expect((await read({ html: 'mail.html' })).message.html).toBe('<p>Hi</p>');
    await expect(read({ html: 'none.html' })).rejects.toMatchObject({ structured: { error_code: 'source_missing' } });
    await expect(read({ html: '.' })).rejects.toMatchObject({ structured: { error_code: 'source_unreadable' } });
  });

  it('L5: gives a mail without a key one of its own, so that an interrupted submit can be repeated', async () => {
    const [one, two] = [await read({}), await read({})];
    expect(one.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.key).not.toBe(two.key);
    expect((await read({ key: 'order-4711' })).key).toBe('order-4711');
  });

  it('takes the mailbox from --from or --account, and refuses two', async () => {
    expect((await read({ from: 'A@x.example' }, { account: 'a@X.example' })).account).toBe('A@x.example');
    expect((await read({}, { account: 'a@x.example' })).account).toBe('a@x.example');
    await expect(read({ from: 'b@x.example' }, { account: 'a@x.example' })).rejects.toMatchObject({
      structured: { error_code: 'usage_error' },
    });
  });
});

describe('splitRecipients', () => {
  it.each([
    ['a@x.example,b@x.example', ['a@x.example', 'b@x.example']],
    ['a@x.example; b@x.example;', ['a@x.example', 'b@x.example']],
    ['"Doe, Jane" <jane@x.example>, joe@x.example', ['"Doe, Jane" <jane@x.example>', 'joe@x.example']],
    ['"a \\", b" <c@x.example>', ['"a \\", b" <c@x.example>']],
    ['"never closed, a@x.example', ['"never closed', 'a@x.example']],
    [' , ', []],
  ])('splits %s', (list, expected) => {
    expect(splitRecipients(list)).toEqual(expected);
  });
});

describe('parseTime', () => {
  it('gives UTC', () => {
    expect(parseTime('2027-01-31T09:00:00+02:00')).toBe('2027-01-31T07:00:00.000Z');
    expect(parseTime('2027-01-31 09:00Z')).toBe('2027-01-31T09:00:00.000Z');
  });

  it('takes a time without a zone for the time of this computer', () => {
    expect(parseTime('2027-01-31T09:00')).toBe(new Date(2027, 0, 31, 9).toISOString());
  });

  it.each(['tomorrow', '1', '2027-13-31T09:00Z', '2027-01-31'])('refuses %s', (text) => {
    expect(() => parseTime(text)).toThrow('a date and a time');
  });
});

it('MP8 C10 C11: reads receipts, categories, a hold and who keeps the message', async () => {
  const flags = { category: ['Blue'], readReceipt: true, deliveryReceipt: true, onServer: true, hold: 30 };
  expect(await read(flags)).toMatchObject({
    message: { categories: ['Blue'], requestReadReceipt: true, requestDeliveryReceipt: true, onServer: true },
    holdMs: 30_000,
  });
  expect(await read({})).toMatchObject({ message: { categories: [], onServer: false }, holdMs: 0 });
  expect([parseHold('0'), parseHold('120')]).toEqual([0, 120]);
  for (const text of ['121', '-1', '1.5', '', 'ten']) expect(() => parseHold(text)).toThrow('at most 120');
});

describe('parseInline', () => {
  it('splits at the first equals sign', () => {
    expect(parseInline('logo=a=b.png')).toEqual({ contentId: 'logo', path: 'a=b.png' });
  });

  it.each(['logo', '=a.png', 'logo='])('refuses %s', (text) => {
    expect(() => parseInline(text)).toThrow('CID=FILE');
  });

  it('C16 C17: reads what a template is filled in with, and refuses values without one', async () => {
    expect(parseValue('customer name = A=B ')).toEqual({ 'customer name': ' A=B ' });
    expect(() => parseValue('customer_name')).toThrow('NAME=VALUE');
    const options = { template: 'Offer', set: { day: 'Monday' }, signature: 'none', asText: true };
    expect((await read(options)).letter).toEqual({
      template: { name: 'Offer', values: { day: 'Monday' } },
      signature: 'none',
      asText: true,
    });
    await expect(read({ set: { day: 'Monday' } })).rejects.toMatchObject({ code: 'usage_error' });
  });
});
