import type { StructuredError } from '../../contract/errors.ts';

/** The host will not do it, and says why. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused';
  readonly error: StructuredError;

  constructor(error: StructuredError) {
    super(error.message);
    this.error = error;
  }
}
