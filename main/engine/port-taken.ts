import { MailroomError } from '../core/mailroom-error.ts';

/** The error to tell instead of `cause` when a host could not listen because somebody else does; null for any other. */
export function portTaken(cause: unknown): MailroomError | null {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) return null;
  return new MailroomError('usage_error', {
    message: 'Another program listens on this port already. Nothing was started.',
    remediation: 'Choose another one, or leave --port out.',
    field: 'port',
    cause,
  });
}
