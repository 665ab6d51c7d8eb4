import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, waitFor, writeFile } from '../helpers/start-engine.ts';
import { askGraph, type Graph } from './ask-graph.ts';
import { whyNotLive } from './live-tenant.ts';
import { openLiveTarget, openSandboxTarget, type OpenTarget } from './targets.ts';

const longest = 300_000;
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const attachments = z.object({ value: z.array(z.object({ id: z.string(), name: z.string(), isInline: z.boolean() })) });

const whyNotSend = whyNotLive('TEST_MICROSOFT_INTEGRATION');
const whyNotUpload = whyNotLive('TEST_MICROSOFT_UPLOAD_INTEGRATION');
for (const [name, why] of [
  ['SM13', whyNotSend],
  ['US12', whyNotUpload],
] as const) {
  if (why !== null) process.stdout.write(`${name}: the tests against a real tenant are SKIPPED, because ${why}.\n`);
}

describe.each<{ name: string; open: OpenTarget; whyNot: string | null; whyNotLarge: string | null }>([
  { name: 'the sandbox tenant', open: openSandboxTarget, whyNot: null, whyNotLarge: null },
  { name: 'a real tenant', open: openLiveTarget, whyNot: whyNotSend, whyNotLarge: whyNotUpload },
])('against $name', ({ open, whyNot, whyNotLarge }) => {
  it.skipIf(whyNot !== null)(
    'SM13: HTML with a picture inside and a file goes out and lies whole in Sent Items',
    { timeout: longest },
    async () => {
      const { client, recipient, graph, sandbox } = await open();
      const picture = join(temporaryFolder(), 'dot.png');
      writeFileSync(picture, Buffer.from(png, 'base64'));
      const file = writeFile('plans.bin', 20_000);
      const html = '<p>As <b>agreed</b>: <img src="cid:dot" alt="a dot"></p>';
      const { row } = await client.outbox.submit(
        mail({
          to: [recipient],
          subject: 'Mailroom: live test',
          text: null,
          html,
          attachments: [{ path: file.path }, { path: picture, contentId: 'dot' }],
        }),
      );
      const sent = await waitFor(client, row.id, 'sent');
      expect(sent.correlationId).toMatch(/^[0-9a-f-]{36}$/);
      const found = await attachmentsOf(graph, sent.sentId);
      expect(new Map(found.map(({ name, isInline }) => [name, isInline]))).toEqual(
        new Map([
          ['dot.png', true],
          ['plans.bin', false],
        ]),
      );
      expect((await sandbox?.delivered())?.length ?? 1).toBe(1);
    },
  );

  // A real tenant throttles when it wants to.
  it.skipIf(open === openLiveTarget)(
    'SM13: two 429s are waited out as long as they ask, and one mail goes',
    async () => {
      const { client, recipient, sandbox } = await open();
      const sending = { method: 'POST', path: '/send$' } as const;
      await sandbox?.fault({ ...sending, action: 'throttle', retryAfter: 0.5, times: 2 });
      const { row } = await client.outbox.submit(mail({ to: [recipient] }));
      await waitFor(client, row.id, 'sent');
      const posts = (await sandbox?.log({ method: 'POST', path: /\/send$/ })) ?? [];
      expect(posts.map(({ status }) => status)).toEqual([429, 429, 202]);
      expect([await sandbox?.violations(), (await sandbox?.delivered())?.length]).toEqual([[], 1]);
    },
  );

  it.skipIf(whyNot !== null)(
    'SM13 SM7: with internal-only on, a recipient outside is refused and nothing is made',
    { timeout: longest },
    async () => {
      const inside = (process.env['MS_TEST_RECIPIENT'] ?? 'x@sandbox.example').replace(/^.*@/, '');
      const { client } = await open({ MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: inside });
      const submitting = client.outbox.submit(mail({ to: ['somebody@outside.invalid'] }));
      await expect(submitting).rejects.toMatchObject({
        data: { error: { error_code: 'internal_only_recipient_blocked' } },
      });
      expect((await client.outbox.list({})).filter(({ subject }) => subject === 'Plans')).toEqual([]);
    },
  );

  it.skipIf(whyNotLarge !== null)(
    'SM13 US12: 6 MiB go through an upload session, are counted, and read back byte for byte',
    { timeout: longest },
    async () => {
      const { client, recipient, graph, metrics } = await open();
      const file = writeFile('film.bin', 6 * 2 ** 20);
      const before = await metrics();
      const { row } = await client.outbox.submit(
        mail({ to: [recipient], subject: 'Mailroom: live upload', attachments: [{ path: file.path }] }),
      );
      const sent = await waitFor(client, row.id, 'sent');
      const after = await metrics();
      const grown = (series: string): number => (after.get(series) ?? 0) - (before.get(series) ?? 0);
      expect(grown('outlook_upload_session_total{result="completed"}')).toBe(1);
      expect(grown('outlook_upload_bytes_total{result="completed"}')).toBe(6 * 2 ** 20);
      const [attachment] = await attachmentsOf(graph, sent.sentId);
      expect(await hashOf(graph, sent.sentId, attachment?.id)).toBe(file.sha256);
    },
  );
});

async function attachmentsOf(graph: Graph, id: string | null) {
  const answer = await askGraph(graph, 'GET', `/me/messages/${String(id)}/attachments?$select=id,name,isInline`);
  return attachments.parse(answer.json).value;
}

async function hashOf({ baseUrl, token }: Graph, id: string | null, attachment = ''): Promise<string> {
  const url = `${baseUrl}/me/messages/${String(id)}/attachments/${attachment}/$value`;
  const headers = { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' };
  const answer = await fetch(url, { headers });
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
}
