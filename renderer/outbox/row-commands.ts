import type { RowVerb } from './row-actions.ts';

/** What the command line calls the same thing; null for what only a window does. */
export function verbCommand(verb: RowVerb, id: string): string | null {
  const words = commands[verb];
  return words === undefined ? null : `mailroom outbox ${words.replace('ID', id)}`;
}

const commands: Partial<Readonly<Record<RowVerb, string>>> = {
  pause: 'pause ID',
  resume: 'resume ID',
  cancel: 'cancel ID',
  lookNow: 'look ID',
  confirmSent: 'confirm ID --sent',
  sendAgain: 'confirm ID --send-again',
  sendFirst: 'first ID',
  resend: 'resend ID',
  dismissBounce: 'dismiss ID',
};
