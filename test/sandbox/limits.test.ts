import { expect, test } from 'vitest';
import { startTenant } from './sandbox-client.ts';

const kinds = (violations: readonly { kind: string }[]): string[] => violations.map(({ kind }) => kind);

test('a fifth request at once is refused and written down', async () => {
  const tenant = await startTenant();
  await tenant.control('POST', 'faults', { match: { path: '^/v1.0/' }, action: 'slow', delayMs: 150, times: 0 });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => tenant.call('GET', '/me')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
  const refused = answers.find(({ status }) => status === 429);
  expect([refused?.code, refused?.headers.get('retry-after')]).toEqual(['ApplicationThrottled', '1']);
  expect(refused?.text).toContain('MailboxConcurrency');
  expect(kinds(await tenant.violations())).toContain('tooManyConcurrent');
});

test('requests of ten minutes are counted, refused ones too', async () => {
  const tenant = await startTenant({ limitRequestsPer10Min: 3 });
  const ask = async (): Promise<number> => (await tenant.call('GET', '/me')).status;
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429]);
  tenant.advance(599_000);
  expect(await ask()).toBe(429);
  tenant.advance(600_000);
  expect(await ask()).toBe(200);
});

test('uploaded bytes of five minutes are counted, and Retry-After says when there is room', async () => {
  const tenant = await startTenant({ limitUploadBytesPer5Min: 4_000_000 });
  const { id } = await tenant.createDraft();
  const url = await tenant.openSession(id, 5_000_000);
  const put = (from: number, to: number): ReturnType<typeof tenant.put> =>
    tenant.put(url, Buffer.alloc(to - from), `bytes ${from}-${to - 1}/5000000`);
  expect((await put(0, 3_000_000)).status).toBe(200);
  tenant.advance(60_000);
  const refused = await put(3_000_000, 5_000_000);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '240']);
  expect(refused.text).toContain('IncomingBytes');

  tenant.advance(200_000);
  expect((await tenant.call('GET', '/me')).status).toBe(200);
  expect(kinds(await tenant.violations())).toEqual(['requestDuringRetryAfter']);
  tenant.advance(40_000);
  expect((await put(3_000_000, 5_000_000)).status).toBe(201);
  expect(kinds(await tenant.violations())).toHaveLength(1);
});

test('Retry-After comes in every form that was seen', async () => {
  const tenant = await startTenant();
  const seen: (string | null)[] = [];
  for (const retryAfterForm of ['integer', 'decimal', 'date', 'missing']) {
    await tenant.control('PATCH', 'switches', { retryAfterForm });
    await tenant.control('POST', 'faults', { match: {}, action: 'throttle', retryAfter: 1.5 });
    seen.push((await tenant.call('GET', '/me')).headers.get('retry-after'));
  }
  expect(seen).toEqual(['2', '1.500', 'Thu, 15 Jan 2026 12:00:02 GMT', null]);
});

test('more than thirty messages a minute are accepted and then wait their turn', async () => {
  const tenant = await startTenant({ limitMessagesPerMin: 2 });
  for (let sent = 0; sent < 5; sent += 1) {
    const { id } = await tenant.createDraft();
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
  }
  const delivered: number[] = [];
  for (let minute = 0; minute < 3; minute += 1) {
    tenant.advance(minute === 0 ? 500 : 60_000);
    delivered.push((await tenant.truth()).delivered.length);
  }
  expect(delivered).toEqual([2, 4, 5]);
});
