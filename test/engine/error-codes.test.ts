import { expect, it } from 'vitest';
import { type ErrorCode, type ProviderCode, providerCodes } from '../../contract/errors.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';
import { type FaultOnRequest, startTenant } from '../helpers/start-tenant.ts';

/** One file goes in one chunk. */
const oneChunk = { MS_UPLOAD_CHUNK_SIZE_BYTES: '655360', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

const creating = { method: 'POST', path: '/me/messages$' };
const opening = { method: 'POST', path: 'createUploadSession' };
const storing = { method: 'PUT' };
const listing = { method: 'GET', path: '/attachments' };
const sending = { method: 'POST', path: '/send$' };

function answers(status: number, code?: string): Pick<FaultOnRequest, 'action' | 'status' | 'code'> {
  return { action: 'status', status, ...(code === undefined ? {} : { code }) };
}

interface Trouble {
  readonly on: Pick<FaultOnRequest, 'method' | 'path'>;
  readonly fault: Pick<FaultOnRequest, 'action' | 'status' | 'code' | 'retryAfter'>;
  readonly ends: OutboxState;
  readonly code: ErrorCode;
  readonly provider: ProviderCode | null;
}

/** What the service does for as long as it takes, how the message then stands, and with which codes. */
const troubles: readonly Trouble[] = [
  { on: creating, fault: answers(400), ends: 'failed', code: 'graph_4xx', provider: null },
  {
    on: creating,
    fault: answers(403, 'ErrorAccessDenied'),
    ends: 'failed',
    code: 'graph_4xx',
    provider: 'MS_AUTH_INSUFFICIENT_PERMS',
  },
  { on: creating, fault: answers(500), ends: 'needsYou', code: 'graph_5xx', provider: null },
  {
    on: opening,
    fault: answers(500),
    ends: 'needsYou',
    code: 'provider_upload_session_create_failed',
    provider: null,
  },
  {
    on: opening,
    fault: answers(503),
    ends: 'needsYou',
    code: 'provider_upload_session_create_failed',
    provider: 'MS_API_UNAVAILABLE_503',
  },
  { on: storing, fault: answers(500), ends: 'needsYou', code: 'provider_upload_chunk_failed', provider: null },
  { on: storing, fault: answers(404), ends: 'needsYou', code: 'provider_upload_session_timeout', provider: null },
  {
    on: listing,
    fault: answers(503),
    ends: 'needsYou',
    code: 'provider_unavailable',
    provider: 'MS_API_UNAVAILABLE_503',
  },
  {
    on: storing,
    fault: answers(201),
    ends: 'needsYou',
    code: 'provider_upload_finalize_failed',
    provider: null,
  },
  {
    on: creating,
    fault: { action: 'throttle', retryAfter: 3 },
    ends: 'paced',
    code: 'throttled_429',
    provider: 'MS_API_THROTTLED_429',
  },
  { on: sending, fault: answers(401), ends: 'paused', code: 'oauth_token_expired', provider: 'MS_AUTH_EXPIRED' },
  {
    on: sending,
    fault: answers(400, 'ErrorInvalidRecipients'),
    ends: 'failed',
    code: 'graph_4xx',
    provider: 'INVALID_RECIPIENT',
  },
  {
    on: sending,
    fault: answers(400, 'RecipientNotFound'),
    ends: 'failed',
    code: 'graph_4xx',
    provider: 'RECIPIENT_NOT_FOUND',
  },
  {
    on: sending,
    fault: answers(403, 'MessageBlocked'),
    ends: 'failed',
    code: 'graph_4xx',
    provider: 'MS_PROVIDER_POLICY_BLOCKED',
  },
  {
    on: sending,
    fault: answers(413),
    ends: 'failed',
    code: 'provider_payload_too_large',
    provider: 'ATTACHMENT_TOO_LARGE',
  },
];

/** Sends a mail with one file through it, and says what became of it. */
async function meet({ on, fault, ends }: Trouble): Promise<Trouble> {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  await tenant.fault({ ...on, ...fault, times: 0 });
  const engine = await startEngine({ ...tenant, env: oneChunk });
  await engine.start();
  const file = writeFile('plans.bin', 400_000);
  const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  const { error, state, correlationId } = await waitFor(engine.client, row.id, ends);
  if (error === null) throw new Error(`it is ${state} for no reason`);
  expect([error.message, error.remediation, correlationId].every((words) => words.length > 10)).toBe(true);
  expect(await tenant.delivered()).toEqual([]);
  const provider = (error.details['provider_code'] ?? null) as ProviderCode | null;
  return { on, fault, ends: state, code: error.error_code, provider };
}

it('SM4 MP4 US10: each trouble has its own code, in both families, and nothing is delivered', async () => {
  expect(await Promise.all(troubles.map(meet))).toEqual(troubles);
});

it('SM4 US10: names the seconds that the service asked for, and the ids by which it can be asked about', async () => {
  const tenant = await startTenant();
  await tenant.fault({ ...creating, action: 'throttle', retryAfter: 3, times: 0 });
  const engine = await startEngine(tenant);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  const { error } = await waitFor(engine.client, row.id, 'paced');
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(error?.details).toMatchObject({ retry_after_seconds: 3, request_id: uuid, client_request_id: uuid });
});

it('SM1 SM4: a new token that is refused as well is invalid, not expired', async () => {
  const { client, tenant } = await startSignedIn(['sender@sandbox.example']);
  await tenant.fault({ ...sending, ...answers(401, 'InvalidAuthenticationToken'), times: 0 });
  const { row } = await client.outbox.submit(mail());
  const { error } = await waitFor(client, row.id, 'paused');
  expect(error).toMatchObject({ error_code: 'oauth_token_invalid', details: { provider_code: 'MS_AUTH_INVALID' } });
  expect((await tenant.log({ method: 'POST', path: /\/send$/ })).length).toBe(2);
});

it('MP4: every code of the second family is met', () => {
  const met = new Set(troubles.map(({ provider }) => provider).filter((provider) => provider !== null));
  expect([...met, 'MS_AUTH_INVALID'].toSorted()).toEqual(providerCodes.toSorted());
});
