import { z } from 'zod';
import type { GraphRequest } from './graph-client.ts';

/** One request inside a batch, as the service wants it written. */
export interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One answer inside the answer to a batch. */
export interface PartAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const answers = z.object({ responses: z.array(z.unknown()) });
const answer = z.object({
  id: z.string(),
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});

export function writePart(id: string, request: GraphRequest<unknown>, clientRequestId: string): BatchPart {
  const { method, path, headers, json } = request;
  return {
    id,
    method,
    url: path,
    headers: {
      accept: 'application/json',
      prefer: 'IdType="ImmutableId"',
      'client-request-id': clientRequestId,
      ...headers,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: json }),
  };
}

/**
 * What is said of each part, by its id; the order of the parts means nothing. A part that cannot be read, or is spoken
 * of twice, has no answer: to take one for another would be worse than to know nothing. Undefined: no answer to a batch.
 */
export function readParts(json: unknown): ReadonlyMap<string, PartAnswer> | undefined {
  const whole = answers.safeParse(json);
  if (!whole.success) return undefined;
  const read = new Map<string, PartAnswer>();
  const twice = new Set<string>();
  for (const one of whole.data.responses) {
    const part = answer.safeParse(one);
    if (!part.success) continue;
    const { id, status, headers, body } = part.data;
    if (read.has(id)) twice.add(id);
    read.set(id, { status, headers: lowerCased(headers ?? {}), body: textOf(body) });
  }
  for (const id of twice) read.delete(id);
  return read;
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function lowerCased(headers: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), String(value)]] : [],
    ),
  );
}
