import type { LogFields } from '../../core/ports/log.ts';
import { describeError } from './describe-error.ts';

/** What stands in a line for a value that has not the shape of its field. */
const WITHHELD = '[withheld]';

type Shaped = Readonly<Record<string, string | number>>;

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
/** Ids of the service are of base64's letters; those of ours are UUIDs and numbers. */
const id = text(/^[\w=+-]{1,400}$/);
const word = text(/^[A-Za-z][\w.-]{0,60}$/);

/** The fields that a line may have. Nothing in them can hold an address, a path, a URL or a sentence. */
const shapes: Readonly<Record<Exclude<keyof LogFields, 'error'>, (value: unknown) => string | number | null>> = {
  jobId: text(/^\d{1,20}$/),
  userId: text(/^[\w-]{1,100}$/),
  messageId: id,
  attachmentId: (value) => number(value) ?? id(value),
  correlationId: text(/^[0-9a-f-]{36}$/i),
  kind: word,
  code: word,
  state: word,
  because: word,
  httpStatus: number,
  requestId: text(/^[\w-]{1,64}$/),
  ms: number,
  bytes: number,
  count: number,
  attempt: number,
};

/** Keeps what is known and well-shaped: unknown fields are dropped, ill-shaped values withheld. */
export function shapeFields(fields: LogFields): Shaped {
  const shaped: Record<string, string | number> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const value: unknown = fields[name as keyof typeof shapes];
    if (value !== undefined && value !== null) shaped[name] = shape(value) ?? WITHHELD;
  }
  return fields.error === undefined ? shaped : { ...shaped, ...describeError(fields.error) };
}

function text(pattern: RegExp): (value: unknown) => string | null {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : null);
}
