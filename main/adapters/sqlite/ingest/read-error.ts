import { structuredError, type StructuredError } from '../../../../contract/errors.ts';

/** The error of a message or file, as its row keeps it. */
export function readError(text: string | null): StructuredError | null {
  return text === null ? null : structuredError.parse(JSON.parse(text));
}
