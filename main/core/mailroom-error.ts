import type { ErrorCode, StructuredError } from '../../contract/errors.ts';

type Details = StructuredError['details'];

interface ErrorParts {
  /** What happened and what is safe, in one or two sentences without a code. */
  readonly message: string;
  /** What to do next. */
  readonly remediation: string;
  readonly field?: string;
  readonly details?: Details;
  readonly retriable?: boolean;
  readonly cause?: unknown;
}

/** The one error that crosses module boundaries: row SM4's structured error. Never put a URL, token, address list or mail text in it. */
export class MailroomError extends Error {
  override readonly name = 'MailroomError';
  readonly structured: StructuredError;

  constructor(code: ErrorCode, parts: ErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.structured = structuredError(code, parts);
  }

  get code(): ErrorCode {
    return this.structured.error_code;
  }
}

/** The same error as data, for rows and results. */
export function structuredError(code: ErrorCode, parts: Omit<ErrorParts, 'cause'>): StructuredError {
  return {
    error_code: code,
    message: parts.message,
    field: parts.field ?? null,
    details: parts.details ?? {},
    remediation: parts.remediation,
    retriable: parts.retriable ?? false,
  };
}
