import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { MailService } from '../../../main/core/ports/mail-service.ts';
import { restingSteps, type Step, steps } from '../../../main/core/outbox/outbox-record.ts';
import { call, graphClientRig, noGovernor, type Responder, tokensInTurn } from '../../helpers/graph-client-rig.ts';
import { type Answer, type Mutation, mutation } from '../../helpers/mutate-answer.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const marker = sampleId();
const message = {
  id: 'd1',
  isDraft: true,
  subject: 'Plans',
  createdDateTime: '2027-01-01T00:00:00Z',
  internetMessageId: `<${marker}@mailroom.invalid>`,
  body: { contentType: 'text', content: 'Here.' },
  toRecipients: [{ emailAddress: { address: 'finance@sandbox.example' } }],
  singleValueExtendedProperties: [{ id: 'String {x} Name y', value: marker }],
};

/** A well-behaved answer to each request; `{origin}` becomes the server's own. */
const wellBehaved: readonly (readonly [
  request: RegExp,
  status: number,
  json: unknown,
  headers?: Record<string, string>,
])[] = [
  [/^POST .*\/send(Mail)?$/, 202, undefined],
  [
    /^POST .*createUploadSession/,
    201,
    { uploadUrl: '{origin}/up', expirationDateTime: '2999-01-01T00:00:00Z', nextExpectedRanges: ['0-'] },
  ],
  [/^POST .*\/attachments$/, 201, { id: 'a', name: 'a.bin' }],
  [/^POST /, 201, message],
  [
    /^PUT /,
    200,
    { ExpirationDateTime: '2999-01-01T00:00:00Z', nextExpectedRanges: ['10'] },
    { location: "{origin}/Attachments('a')" },
  ],
  [/^DELETE /, 204, undefined],
  [/^GET \/up/, 200, { nextExpectedRanges: ['10-24'] }],
  [/^GET .*\/attachments/, 200, { value: [{ id: 'a', name: 'a.bin' }] }],
  [/^GET .*mailFolders/, 200, { value: [message] }],
  [/^GET /, 200, message],
];

function goodAnswer(request: string, origin: string): Answer {
  const [, status, json, headers = {}] = wellBehaved.find(([pattern]) => pattern.test(request)) ?? [null, 501, {}];
  const body = json === undefined ? '' : JSON.stringify(json);
  const place = (text: string): string => text.replaceAll('{origin}', origin);
  const placed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, place(value)]));
  return { status, headers: { 'content-type': 'application/json', ...placed }, body: place(body) };
}

const faultKinds = ['paced', 'signInNeeded', 'neverSent', 'lost', 'refused'] as const;
const offset = z.int().nonnegative();
const nullable = z.string().nullable();
const someId = z.string().min(1);

/** What each method may resolve with when it says `ok`. */
const values: Readonly<Record<keyof MailService, z.ZodType>> = {
  createDraft: z.object({
    id: someId,
    snapshot: z.object({ subject: z.string(), bodyContent: z.string() }).nullable(),
  }),
  updateDraft: z.object({ snapshot: z.object({ subject: z.string() }).nullable() }),
  readDraft: z.object({
    isDraft: z.boolean(),
    snapshot: z.object({ to: z.array(z.string()) }).nullable(),
    deferUntilMs: z.number().nullable(),
  }),
  deleteMessage: z.null(),
  findByMarker: z.array(z.object({ id: someId, isDraft: z.boolean(), createdAtMs: z.number() })),
  listAttachments: z.array(z.object({ id: someId, name: z.string() })),
  addSmallAttachment: z.object({ id: someId }),
  deleteAttachment: z.null(),
  createUploadSession: z.object({ uploadUrl: someId, expiresAtMs: z.number().nullable() }),
  putChunk: z.union([
    z.object({ kind: z.literal('continue'), nextOffset: offset }),
    z.object({ kind: z.literal('complete'), attachmentId: nullable }),
  ]),
  readUploadOffset: z.object({ nextOffset: offset }),
  cancelUpload: z.null(),
  sendDraft: z.null(),
  sendMail: z.null(),
};

const meta = { name: 'a.bin', contentType: 'x/y', sizeBytes: 25, contentId: null };

function ask(mail: MailService, method: keyof MailService, origin: string): Promise<unknown> {
  switch (method) {
    case 'createDraft':
      return mail.createDraft(call, sampleContent, marker);
    case 'updateDraft':
      return mail.updateDraft(call, 'd1', sampleContent);
    case 'readDraft':
      return mail.readDraft(call, 'd1', true);
    case 'deleteMessage':
      return mail.deleteMessage(call, 'd1');
    case 'findByMarker':
      return mail.findByMarker(call, marker, 'd1');
    case 'listAttachments':
      return mail.listAttachments(call, 'd1');
    case 'addSmallAttachment':
      return mail.addSmallAttachment(call, 'd1', meta, new Uint8Array(25));
    case 'deleteAttachment':
      return mail.deleteAttachment(call, 'd1', 'a');
    case 'createUploadSession':
      return mail.createUploadSession(call, 'd1', meta);
    case 'putChunk':
      return mail.putChunk(call, `${origin}/up`, new Uint8Array(10), 0, 25);
    case 'readUploadOffset':
      return mail.readUploadOffset(call, `${origin}/up`);
    case 'cancelUpload':
      return mail.cancelUpload(call, `${origin}/up`);
    case 'sendDraft':
      return mail.sendDraft(call, 'd1');
    case 'sendMail':
      return mail.sendMail(call, sampleContent, [], marker);
  }
}

const unchanged: Mutation = (answer) => answer;

function startMutating(nextMutation: () => Mutation) {
  const respond: Responder = (request, response) => {
    const origin = `http://${request.headers.host ?? ''}`;
    const { status, headers, body } = nextMutation()(goodAnswer(`${request.method} ${request.url}`, origin));
    response.writeHead(status, headers).end(body);
  };
  return graphClientRig(
    respond,
    tokensInTurn(...Array.from({ length: 10_000 }, (_, n) => `token-${String(n)}`)),
    noGovernor,
  );
}

const methods = Object.keys(values) as (keyof MailService)[];

it('29: turns 5,000 mutated answers into values of their type or faults, and never throws', async () => {
  let mutate = unchanged;
  const counts = { ok: 0, fault: 0 };
  const { mail, origin } = await startMutating(() => mutate);
  const property = fc.asyncProperty(
    fc.constantFrom(...methods),
    fc.array(mutation, { minLength: 1, maxLength: 3 }),
    async (method, mutations) => {
      mutate = (answer) => mutations.reduce((changed, one) => one(changed), answer);
      const reply = z
        .discriminatedUnion('ok', [
          z.object({ ok: z.literal(true), value: values[method], requestId: nullable }),
          z.object({ ok: z.literal(false), fault: z.object({ kind: z.enum(faultKinds) }) }),
        ])
        .parse(await ask(mail, method, origin));
      counts[reply.ok ? 'ok' : 'fault'] += 1;
    },
  );
  await fc.assert(property, { numRuns: 5_000 });
  // Neither a server of errors alone nor one of good answers alone would have proved much.
  expect(Math.min(counts.ok, counts.fault)).toBeGreaterThan(500);
});

it('leaves every message at a step with a job, or at rest with its reason, whatever the service answers', async () => {
  let queue: Mutation[] = [];
  const { mail } = await startMutating(() => queue.shift() ?? unchanged);
  const rig = outboxRig();
  const property = fc.asyncProperty(
    fc.array(mutation, { minLength: 1, maxLength: 12 }),
    fc.boolean(),
    async (mutations, isDirect) => {
      queue = [...mutations];
      const id = rig.submit([file('a.bin', 25, isDirect ? 'small' : 'session')], {
        path: isDirect ? 'direct' : 'draft',
      });
      for (let run = 0; run < 6; run += 1) {
        const outcome = await rig.runWith(id, mail);
        expect(['done', 'retry', 'waitFor', 'dead']).toContain(outcome.kind);
        rig.clock.advance(120_000);
      }
      const { step, error, attachments } = rig.get(id);
      expect(steps).toContain(step);
      expect(attachments[0]?.confirmedBytes).toBeLessThanOrEqual(25);
      const needsReason = (restingSteps as readonly Step[]).includes(step) && step !== 'sent';
      expect(needsReason && error === null).toBe(false);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
