import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prometheusMeasures } from '../../../main/adapters/prometheus/prometheus-measures.ts';
import { freePort } from '../../helpers/free-port.ts';

type Reply = { readonly status?: number; readonly body: string };

/** A server with Prometheus' answers to a question, by what the question holds. */
async function prometheusLike(replyTo: (query: string) => Reply) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const form = new URLSearchParams(body);
        asked.push(form);
        const { status = 200, body: answer } = replyTo(form.get('query') ?? '');
        return response.writeHead(request.url === '/prom/api/v1/query' ? status : 404).end(answer);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { measures: prometheusMeasures(`http://127.0.0.1:${String(port)}/prom/`, () => 5_000), asked };
}

function vector(...values: string[]): Reply {
  const result = values.map((value) => ({ metric: {}, value: [5, value] }));
  return { body: JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }) };
}

function told({ executions = '240', errors = '0.02', p95 = '0.31', age = '7' } = {}): (query: string) => Reply {
  return (query) => {
    if (query.startsWith('time()')) return vector(age);
    if (query.includes('latency_p95')) return vector(p95);
    return vector(query.includes('errors_rate') ? errors : executions);
  };
}

describe('what Prometheus says of sending', () => {
  it('SM9: is asked for at one moment, over the recording rules', async () => {
    const { measures, asked } = await prometheusLike(told());
    const seen = { executions: 240, errorShare: 0.02, p95Seconds: 0.31, ageS: 7, problem: null };
    expect(await measures.measure()).toEqual(seen);
    expect(new Set(asked.map((form) => form.get('time')))).toEqual(new Set(['5']));
    const queries = asked.map((form) => form.get('query')).join('\n');
    const rules = ['tried:rate5m', 'errors_rate:5m', 'latency_p95:5m'].map((name) => `job:outlook_send_${name}`);
    for (const rule of rules) expect(queries).toContain(rule);
  });

  it.each([
    [
      'no execution',
      told({ executions: '0', errors: 'NaN', p95: 'NaN' }),
      { executions: 0, errorShare: null, p95Seconds: null },
    ],
    ['no bound', told({ p95: '+Inf' }), { p95Seconds: null }],
    ['no series', () => vector(), { executions: null, errorShare: null, p95Seconds: null, ageS: null }],
  ] as const)('SM9: is no number with %s', async (_what, replyTo, expected) => {
    const { measures } = await prometheusLike(replyTo);
    expect(await measures.measure()).toMatchObject(expected);
  });

  it.each([
    ['an error', { status: 503, body: 'overloaded' }, 'it answered 503'],
    ['no JSON', { body: '<html>' }, 'no such answer'],
    ['another answer', { body: '{"status":"error"}' }, 'no such answer'],
  ] as const)('SM9: is nothing at all with %s', async (_what, reply, detail) => {
    const { measures } = await prometheusLike((query) => (query.startsWith('time()') ? reply : vector('1')));
    const nothing = { executions: null, errorShare: null, p95Seconds: null, ageS: null };
    expect(await measures.measure()).toEqual({ ...nothing, problem: `Prometheus gave no numbers: ${detail}.` });
  });

  it('SM9: is nothing at all without a Prometheus', async () => {
    const measures = prometheusMeasures(`http://127.0.0.1:${String(await freePort())}`, () => 5_000);
    expect(await measures.measure()).toMatchObject({
      ageS: null,
      problem: expect.stringContaining('cannot be reached'),
    });
  });
});
