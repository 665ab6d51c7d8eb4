import { commands } from '../app/commands.ts';
import type { CommandWords } from '../ui/carried-command.ts';
import type { RowVerb } from './row-actions.ts';

/** What the command line calls the same thing; null for what only leads somewhere in the window. */
export function verbCommand(verb: RowVerb, id: string): CommandWords | null {
  return byVerb[verb]?.(id) ?? null;
}

const byVerb: Partial<Readonly<Record<RowVerb, (id: string) => CommandWords>>> = {
  undo: commands['compose.reopen'],
  reopen: commands['compose.reopen'],
  sendNow: commands['outbox.sendNow'],
  pause: commands['outbox.pause'],
  resume: commands['outbox.resume'],
  cancel: commands['outbox.cancel'],
  sendFirst: commands['outbox.sendFirst'],
  lookNow: commands['outbox.lookNow'],
  confirmSent: (id) => commands['outbox.confirm'](id, 'sent'),
  sendAgain: (id) => commands['outbox.confirm'](id, 'sendAgain'),
  resend: commands['outbox.resend'],
  dismissBounce: commands['outbox.dismissBounce'],
};
