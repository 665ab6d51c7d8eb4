import type { Fault } from '../app/fault.ts';

export interface TextForIt {
  readonly fault: Fault;
  readonly address: string | null;
  /** The moment as shown, zone included. */
  readonly atWords: string;
}

/** What a person forwards to those who can change the tenant's rules. Nothing in it is secret. */
export function textForIt({ fault, address, atWords }: TextForIt): string {
  const { error, correlationId } = fault;
  const facts = Object.entries(error.details).map(
    ([name, value]) => `${name.replaceAll('_', ' ')}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [
    'Mailroom could not sign in to Microsoft 365.',
    '',
    error.message,
    error.remediation,
    '',
    ...(address === null ? [] : [`account: ${address}`]),
    `code: ${error.error_code}`,
    ...facts,
    `correlation id: ${correlationId ?? 'none'}`,
    `time: ${atWords}`,
  ].join('\n');
}
