import type { Fault } from '../../app/fault.ts';

/** Only what is on disk is handed over. This stands until it is. */
export const notSaved: Fault = {
  correlationId: null,
  error: {
    error_code: 'internal_error',
    message: 'The text could not be saved yet, so nothing was handed over. It is in this window.',
    field: null,
    details: { detail: 'notSaved' },
    remediation: 'Mailroom goes on trying to save it. Press Send again when it is saved.',
    retriable: true,
  },
};
