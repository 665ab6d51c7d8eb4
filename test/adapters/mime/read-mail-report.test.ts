import { assert, asyncProperty, nat, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMailReport } from '../../../main/adapters/mime/read-mail-report.ts';
import type { MailReport } from '../../../main/core/ports/report-reader.ts';
import { failed, sampleReport, type SampleReport } from '../../helpers/sample-report.ts';

const about = '<01970000-0000-7000-8000-000000000001@mailroom.invalid>';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (report: SampleReport): Promise<MailReport | null> => readMailReport(bytesOf(sampleReport(report)), false);

describe('a delivery report', () => {
  it('C12: says of each recipient what became of it, whoever wrote it', async () => {
    const groups = [
      failed('Bob@Fabrikam.example', '5.2.2', '554 5.2.2 mailbox\r\n full'),
      [
        'Original-Recipient: rfc822;team@fabrikam.example',
        'Final-Recipient: rfc822;x@y.example',
        'Action: delayed',
        'Status: 4.4.7',
      ],
      ['Final-Recipient: rfc822;ok@fabrikam.example', 'Action: Delivered', 'Status: 2.0.0 (fine)'],
    ];
    expect(await read({ groups, about })).toEqual({
      about,
      recipients: [
        { addresses: ['bob@fabrikam.example'], action: 'failed', status: '5.2.2', said: '554 5.2.2 mailbox full' },
        { addresses: ['team@fabrikam.example', 'x@y.example'], action: 'delayed', status: '4.4.7', said: null },
        { addresses: ['ok@fabrikam.example'], action: 'delivered', status: '2.0.0', said: null },
      ],
    });
  });

  it('is read in whatever language a person is told', async () => {
    const subject = '=?utf-8?B?VW56dXN0ZWxsYmFy?=: Pläne';
    const told = await read({
      groups: [failed('bob@fabrikam.example')],
      about,
      subject,
      text: 'Nachricht nicht zustellbar',
    });
    expect(told?.recipients).toHaveLength(1);
  });

  it('names the returned mail by its own headers, never by its thread', async () => {
    const headers = [`In-Reply-To: ${about}`, `References: ${about}`];
    const other = '<other@elsewhere.example>';
    expect((await read({ groups: [failed('b@c.example')], about: other, headers }))?.about).toBe(other);
    expect((await read({ groups: [failed('b@c.example')], about, returnedAs: 'text/rfc822-headers' }))?.about).toBe(
      about,
    );
    expect((await read({ groups: [failed('b@c.example')], about: null, headers }))?.about).toBe(about);
    expect((await read({ groups: [failed('b@c.example')], about: null }))?.about).toBe(null);
  });

  it('is a receipt for reading where its fields say so', async () => {
    const group = [
      'Final-Recipient: rfc822;bob@fabrikam.example',
      `Original-Message-ID: ${about}`,
      'Disposition: automatic-action/MDN-sent-automatically; deleted',
    ];
    expect(await read({ type: 'disposition-notification', groups: [group] })).toEqual({
      about,
      recipients: [{ addresses: ['bob@fabrikam.example'], action: 'deleted', status: null, said: null }],
    });
  });
});

describe('what is no report', () => {
  it('says nothing, whatever its subject and its words say', async () => {
    const words = `Undeliverable: Plans\r\n\r\nFinal-Recipient: rfc822;bob@fabrikam.example\r\nAction: failed\r\nStatus: 5.1.1\r\n`;
    const plain = `From: postmaster@fabrikam.example\r\nIn-Reply-To: ${about}\r\nSubject: ${words}`;
    expect(await readMailReport(bytesOf(plain), false)).toBe(null);
    const forwarded = sampleReport({ groups: [failed('b@c.example')], about });
    const outer = `From: b@c.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n${forwarded}\r\n--o--\r\n`;
    expect(await readMailReport(bytesOf(outer), false)).toBe(null);
  });

  it('says nothing of addresses and codes that are none', async () => {
    const groups = [
      failed('no address'),
      failed('a@b@c.example'),
      failed('b\u001b[31m@c.example'),
      failed('b@c.example', '9.9.9'),
    ];
    expect((await read({ groups, about }))?.recipients).toMatchObject([{ addresses: ['b@c.example'], status: null }]);
  });
});

describe('a hostile report', () => {
  it('is nothing where it was cut before its end, and all of it where it was not', async () => {
    const text = sampleReport({ groups: [failed('b@c.example'), failed('d@e.example')], about });
    const cut = bytesOf(text.slice(0, text.indexOf('Final-Recipient: rfc822; d@e')));
    expect(await readMailReport(cut, true)).toBe(null);
    const long = sampleReport({
      groups: [failed('b@c.example')],
      about,
      returnedHeaders: [`X-Long: ${'x'.repeat(50_000)}`],
    });
    expect((await readMailReport(bytesOf(`${long}${'y'.repeat(500_000)}`), true))?.recipients).toHaveLength(1);
  });

  it('is nothing where it is nested without end, or all header', async () => {
    const nested = Array.from(
      { length: 500 },
      (_, n) => `--b${String(n)}\r\nContent-Type: multipart/mixed; boundary=b${String(n + 1)}\r\n\r\n`,
    );
    const deep = `Content-Type: multipart/report; boundary=b0\r\n\r\n${nested.join('')}`;
    expect(await readMailReport(bytesOf(deep), false)).toBe(null);
    expect(await readMailReport(bytesOf(`X: ${'x'.repeat(900_000)}\r\n\r\n`), false)).toBe(null);
  });

  it('names no more recipients than a message can have', async () => {
    const groups = Array.from({ length: 5_000 }, (_, n) => failed(`r${String(n)}@c.example`));
    expect((await read({ groups, about }))?.recipients.length).toBeLessThanOrEqual(1_000);
  });

  it('never breaks what reads it, and invents no recipient', async () => {
    const report = bytesOf(sampleReport({ groups: [failed('b@c.example')], about }));
    await assert(
      asyncProperty(nat(report.length), nat(60), uint8Array({ maxLength: 12 }), async (at, gone, put) => {
        const mutated = new Uint8Array([...report.slice(0, at), ...put, ...report.slice(at + gone)]);
        const told = await readMailReport(mutated, false);
        for (const { addresses } of told?.recipients ?? [])
          expect(addresses.every((one) => one.includes('@'))).toBe(true);
      }),
      { numRuns: 300, seed: 22 },
    );
  });
});
