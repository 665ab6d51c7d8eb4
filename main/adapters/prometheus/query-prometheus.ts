import { request } from 'undici';
import { z } from 'zod';

/** What an instant query came to: null when no series answers it, or the answer is no number. */
export type Queried =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly detail: string };

const TIMEOUT_MS = 10_000;

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.enum(['vector', 'scalar']),
    result: z.union([
      z.array(z.looseObject({ value: z.tuple([z.number(), z.string()]) })),
      z.tuple([z.number(), z.string()]),
    ]),
  }),
});

/** Asks a Prometheus one question of its HTTP API. Never rejects. */
export async function queryPrometheus(baseUrl: string, promql: string, atS: number): Promise<Queried> {
  try {
    const { statusCode, body } = await request(`${baseUrl.replace(/\/+$/, '')}/api/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ query: promql, time: String(atS) }).toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await body.text();
    if (statusCode !== 200) return { ok: false, detail: `it answered ${String(statusCode)}` };
    const read = answer.safeParse(parseJson(text));
    return read.success ? { ok: true, value: valueOf(read.data.data.result) } : { ok: false, detail: 'no such answer' };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, detail: isLate ? 'it did not answer in time' : 'it cannot be reached' };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function valueOf(result: z.infer<typeof answer>['data']['result']): number | null {
  const [first] = result;
  const text = typeof first === 'number' ? result[1] : first?.value[1];
  const value = typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
