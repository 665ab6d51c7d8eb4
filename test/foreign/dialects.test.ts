import { expect, it } from 'vitest';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import type { Dialect } from './foreign-routes.ts';
import { startForeignServer } from './start-foreign-server.ts';

const dialects: Readonly<Record<string, Partial<Dialect>>> = {
  'speaks like the service itself': {},
  'gives no Location': { location: 'absent' },
  'gives a Location with a plain path': { location: 'path' },
  'has ids with =, / and +': { ids: 'odd' },
  'has such ids and a Location with a plain path': { ids: 'odd', location: 'path' },
  'has such ids and writes them into the path as they are': { ids: 'odd', location: 'rawPath' },
  'never shows body or recipients': { showsBody: false },
  'spells ranges as n-': { ranges: 'n-' },
  'spells ranges as n-m': { ranges: 'n-m' },
  'does not tell its offset': { answersUploadGet: false },
  'cannot filter by our marker': { filtersByMarker: false },
  'does not expand': { expands: false },
  'knows us by the Message-ID alone': { filtersByMarker: false, expands: false },
  'answers the last chunk with the id as JSON': { lastPut: '201 with id', location: 'absent' },
  'answers the last chunk with 200': { lastPut: '200 with id', location: 'absent' },
  'answers 200 in place of 201': { created: 200 },
  'lists in pages of one': { pageSize: 1 },
};

it.each(Object.keys(dialects))(
  'a mail with a small and a chunked file arrives once at a server that %s',
  async (name) => {
    const server = await startForeignServer(dialects[name]);
    const engine = await startEngine(server);
    await engine.start();
    const large = writeFile('plans.bin', 5_000_000);
    const small = writeFile('notes.txt', 3_000, 2);
    const attachments = [{ path: large.path }, { path: small.path }];
    const { row } = await engine.client.outbox.submit(mail({ attachments }, 'K'));
    const sent = await waitFor(engine.client, row.id, 'sent');
    expect(sent.error).toBeNull();
    const files = [
      { name: 'plans.bin', sha256: large.sha256 },
      { name: 'notes.txt', sha256: small.sha256 },
    ];
    expect(server.arrivals()).toEqual([{ marker: row.id, subject: 'Plans', files }]);
    expect(server.violations).toEqual([]);
    expect([server.drafts(), server.requests.filter((request) => request.endsWith('/send'))]).toEqual([
      0,
      ['POST messages/:/send'],
    ]);
  },
);

it.each(Object.keys(dialects))('finds its draft again, and makes no second, at a server that %s', async (name) => {
  const server = await startForeignServer(dialects[name]);
  let isLost = false;
  server.disturb((request) => {
    if (isLost || request !== 'POST messages') return null;
    isLost = true;
    return 'closeAfter';
  });
  const engine = await startEngine(server);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  await waitFor(engine.client, row.id, 'sent');
  expect([server.arrivals().length, server.drafts(), server.violations]).toEqual([1, 0, []]);
});

it('sends four mails at once without a breach of any rule', async () => {
  const server = await startForeignServer();
  const engine = await startEngine(server);
  await engine.start();
  const names = ['a', 'b', 'c', 'd'];
  const rows = await Promise.all(
    names.map(async (name, index) => {
      const attachments = [5_000_000, 1_000].map((sizeBytes) => ({
        path: writeFile(`${name}-${String(sizeBytes)}.bin`, sizeBytes, index + 1).path,
      }));
      return (await engine.client.outbox.submit(mail({ subject: name, attachments }))).row;
    }),
  );
  for (const row of rows) await waitFor(engine.client, row.id, 'sent');
  expect(
    server
      .arrivals()
      .map((arrival) => arrival.subject)
      .toSorted(),
  ).toEqual(names);
  expect(server.violations).toEqual([]);
});

it('US7: posts a direct mail once', async () => {
  const server = await startForeignServer();
  const engine = await startEngine({ ...server, env: { MS_SEND_PATH: 'direct' } });
  await engine.start();
  const file = writeFile('notes.txt', 3_000);
  const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  await waitFor(engine.client, row.id, 'sent');
  expect(server.arrivals()).toMatchObject([{ marker: row.id, files: [{ sha256: file.sha256 }] }]);
  expect(server.requests.filter((request) => request.startsWith('POST'))).toEqual(['POST sendMail']);
});
