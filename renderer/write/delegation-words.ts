import type { ErrorCode, StructuredError } from '../../contract/errors.ts';

const codes: readonly ErrorCode[] = ['send_as_denied', 'shared_mailbox_files_refused', 'delegation_refused'];

/** Refused because of what may be done in another's mailbox: one's own is the way out. */
export function isOfDelegation(code: ErrorCode): boolean {
  return codes.includes(code);
}

/** What a person forwards to those who can grant the right. */
export function requestForIt({ message, remediation, details }: StructuredError): string {
  const facts = ['graph_code', 'request_id', 'client_request_id'].flatMap((name) => {
    const value = details[name];
    return typeof value === 'string' && value !== '' ? [`${name.replaceAll('_', ' ')}: ${value}`] : [];
  });
  return ['Please look at a permission in Microsoft 365.', '', message, remediation, '', ...facts].join('\n');
}
