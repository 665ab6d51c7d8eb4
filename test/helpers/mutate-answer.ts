import * as fc from 'fast-check';

/** What the service would say: the parts that a mutation takes away, replaces or breaks. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Mutation = (answer: Answer) => Answer;

const statuses = [
  200, 201, 202, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 405, 409, 410, 412, 413, 416, 423, 429, 500, 501,
  502, 503, 504, 507, 509, 599,
];
const headerValue = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from(' !"#$%&\'()*+,-./0123456789:;=?@AZ[]_az{}')), maxLength: 30 }),
  fc.constantFrom(
    '0',
    '-1',
    '0.001',
    'NaN',
    '1e99',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    "('",
    'text/html',
    'Bearer error="insufficient_claims", claims="e30="',
  ),
);
const headerName = fc.constantFrom(
  'retry-after',
  'content-type',
  'location',
  'request-id',
  'www-authenticate',
  'x-other',
);
const jsonText = fc.json({ maxDepth: 3 });

/** Another status, header or body, a body cut short, or one value in it replaced or taken away. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constantFrom(...statuses).map((status): Mutation => (answer) => ({ ...answer, status })),
  fc.tuple(headerName, headerValue).map(([name, value]): Mutation => (answer) => ({
    ...answer,
    headers: { ...answer.headers, [name]: value },
  })),
  jsonText.map((body): Mutation => (answer) => ({ ...answer, body })),
  fc.string({ unit: 'binary', maxLength: 40 }).map((body): Mutation => (answer) => ({ ...answer, body })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((part): Mutation => (answer) => ({
    ...answer,
    body: answer.body.slice(0, Math.floor(answer.body.length * part)),
  })),
  fc
    .tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 }), fc.boolean())
    .map(([at, value, isRemoved]): Mutation => (answer) => ({
      ...answer,
      body: replaceNode(answer.body, at, value, isRemoved),
    })),
  fc.constant(undefined).map((): Mutation => (answer) => answer),
);

/** Replaces or removes the n-th value of a JSON text, however deep it lies. */
function replaceNode(text: string, at: number, value: unknown, isRemoved: boolean): string {
  const count = (text.match(/[:,[]/g) ?? []).length;
  const target = count === 0 ? 0 : at % count;
  let seen = -1;
  try {
    return (
      JSON.stringify(
        JSON.parse(text, (_key, node: unknown) => {
          seen += 1;
          if (seen !== target) return node;
          return isRemoved ? undefined : value;
        }),
      ) ?? ''
    );
  } catch {
    return text;
  }
}
