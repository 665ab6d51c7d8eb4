import type { StructuredError } from '../../contract/errors.ts';

/** The engine will not have this file. `structured` says why and what to do; nothing of the file was kept. */
export class FileNotSent extends Error {
  override readonly name = 'FileNotSent';
  readonly structured: StructuredError;

  constructor(structured: StructuredError) {
    super(structured.message);
    this.structured = structured;
  }
}
