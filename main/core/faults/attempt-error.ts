import type { StructuredError } from '../../../contract/errors.ts';
import type { AttemptError } from '../ports/job-store.ts';

/** What the queue keeps of an error for the history of a job. */
export function attemptError(error: StructuredError): AttemptError {
  const status = error.details['http_status'];
  const requestId = error.details['request_id'];
  return {
    code: error.error_code,
    detail: error.message,
    httpStatus: typeof status === 'number' ? status : null,
    requestId: typeof requestId === 'string' ? requestId : null,
  };
}
