import { describe, expect, it } from 'vitest';
import { graphReportReader } from '../../../main/adapters/graph/graph-report-reader.ts';
import { mayBeReport } from '../../../main/adapters/graph/may-be-report.ts';
import { MARKER_PROPERTY } from '../../../main/core/compose/build-message.ts';
import { call, graphClientRig, json, type Responder } from '../../helpers/graph-client-rig.ts';
import { sampleId } from '../../helpers/sample-outbox.ts';
import { failed, sampleReport } from '../../helpers/sample-report.ts';

const header = (value: string) => [{ name: 'Content-Type', value }];

async function readerOver(respond: Responder) {
  const { client, seen } = await graphClientRig(respond);
  return { reader: graphReportReader(client), seen };
}

describe('what arrived', () => {
  it('is asked for without words, and told with whether it may be a report', async () => {
    const value = [
      { id: 'a', receivedDateTime: '2026-11-21T10:00:00Z', internetMessageHeaders: header('Multipart/Report; x=y') },
      { id: 'b', receivedDateTime: '2026-11-21T10:00:01Z', internetMessageHeaders: header('text/plain') },
      {
        id: 'c',
        receivedDateTime: '2026-11-21T10:00:02Z',
        from: { emailAddress: { address: 'postmaster@x.example' } },
      },
    ];
    const { reader, seen } = await readerOver((_request, response) => json(response, 200, { value }));
    const reply = await reader.listReceived(call, Date.parse('2026-11-21T09:55:00Z'));
    expect(reply.ok ? reply.value.map(({ messageId, mayReport }) => [messageId, mayReport]) : reply).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
    const url = decodeURIComponent(seen[0]?.url ?? '');
    expect(url).toContain('/me/mailFolders/inbox/messages?$filter=receivedDateTime ge 2026-11-21T09:55:00.000Z');
    expect(url).not.toContain('body');
  });

  it('may be a report by its headers alone where they are shown, by who writes such mail where not', () => {
    const plain = [{ name: 'Content-Type', value: 'text/plain' }];
    expect(mayBeReport(plain, 'postmaster@x.example')).toBe(false);
    expect(mayBeReport([{ name: 'x-ms-exchange-message-is-ndr', value: '' }], 'a@x.example')).toBe(true);
    expect(mayBeReport(null, 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example')).toBe(true);
    expect(mayBeReport(null, 'finance@x.example')).toBe(false);
  });
});

describe('a report', () => {
  it('is read from the MIME of its message, however much more of it comes', async () => {
    const about = `<${sampleId()}@mailroom.invalid>`;
    const mime = sampleReport({ groups: [failed('bob@fabrikam.example')], about });
    const { reader } = await readerOver((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(`${mime}${'x'.repeat(3_000_000)}`);
    });
    const reply = await reader.readReport(call, 'm/1');
    expect(reply).toMatchObject({ ok: true, value: { about, recipients: [{ status: '5.1.1' }] } });
  });

  it('is no report where something else comes', async () => {
    const { reader } = await readerOver((_request, response) => json(response, 200, { error: 'none' }));
    expect(await reader.readReport(call, 'm')).toMatchObject({ ok: true, value: null });
  });
});

describe('the copy in Sent Items', () => {
  const internetMessageId = "<o'clock@mail.example>";
  const copy = {
    id: 'sent-1',
    internetMessageId,
    singleValueExtendedProperties: [{ id: MARKER_PROPERTY.toUpperCase(), value: sampleId().toUpperCase() }],
  };

  it('says by its marker which message it is', async () => {
    const { reader, seen } = await readerOver((_request, response) => json(response, 200, { value: [copy] }));
    const reply = await reader.findSent(call, internetMessageId);
    expect(reply).toMatchObject({ ok: true, value: { id: 'sent-1', marker: sampleId() } });
    expect(decodeURIComponent(seen[0]?.url ?? '')).toContain("internetMessageId eq '<o''clock@mail.example>'");
  });

  it('is none of a server that ignores the filter', async () => {
    const other = { ...copy, internetMessageId: '<other@mail.example>' };
    const { reader } = await readerOver((_request, response) => json(response, 200, { value: [other] }));
    expect(await reader.findSent(call, internetMessageId)).toMatchObject({ ok: true, value: null });
  });
});
