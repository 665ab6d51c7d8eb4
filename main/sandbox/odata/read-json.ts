import type { Body } from '../http/read-body.ts';
import { badRequest } from '../http/graph-error.ts';
import { checkType } from './check-type.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws the 400 of a body that is no JSON object. */
export function readJson(body: Body): JsonObject {
  try {
    const value: unknown = JSON.parse(body.bytes.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Told below, in the service's words.
  }
  throw badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

/** Throws the 400 of a body that does not fit the type. */
export function readEntity(value: unknown, type: string, name: string): JsonObject {
  const problem = checkType(value, type, name, false);
  if (problem !== null) throw badRequest(problem, 'RequestBodyRead');
  if (!isObject(value)) throw badRequest(`'${name}' is not an object.`, 'RequestBodyRead');
  return value;
}

/** Parameters of an action; their names are matched without case. */
export function readParameter(body: JsonObject, name: string): unknown {
  const key = Object.keys(body).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}
