import type { SandboxFault, SandboxState } from '../../contract/shell.ts';

export interface FaultWords {
  readonly fault: SandboxFault;
  readonly name: string;
  /** What will happen, and what Mailroom does about it. */
  readonly effect: string;
}

/** Every fault that can be caused, in the order of a message's way. */
export const faultWords = [
  {
    fault: 'signInExpires',
    name: 'End the sign-in',
    effect: 'The tenant revokes it. Work waits and goes on after the next sign-in.',
  },
  {
    fault: 'claimsDemanded',
    name: 'Ask for another proof of identity',
    effect: 'The next request gets a claims challenge. Work waits; signing in answers it, and all goes on.',
  },
  {
    fault: 'consentRevoked',
    name: 'Withdraw the consent',
    effect: 'Mailroom may do nothing any more, and says so. Signing in is consenting again.',
  },
  {
    fault: 'signInBlocked',
    name: 'Block the sign-in by policy',
    effect: 'Signing in is refused, with the text for IT, until you clear this. Drafts and uploads wait.',
  },
  {
    fault: 'sendAsMissing',
    name: 'Take Send As away',
    effect: 'Messages from shared mailboxes are refused and not sent. Your own mailbox is the way out.',
  },
  {
    fault: 'cutNetwork',
    name: 'Cut the network',
    effect: 'Nothing reaches the tenant until you clear this. Everything waits and continues by itself.',
  },
  {
    fault: 'slowNetwork',
    name: 'Slow the network',
    effect: 'Uploads crawl: time to watch the ribbon, to pause, or to quit in the middle.',
  },
  {
    fault: 'throttle',
    name: 'Ask to slow down',
    effect: 'The next requests get 429 and a time to wait. Rows read “Paced until …”; nothing to do.',
  },
  {
    fault: 'serviceError',
    name: 'Answer with errors',
    effect: 'The next requests get 503. Each is tried again, later each time; a send never blindly.',
  },
  {
    fault: 'dropMidChunk',
    name: 'Drop an upload in the middle of a chunk',
    effect: 'The connection breaks. The upload continues at the byte that the server confirmed.',
  },
  {
    fault: 'expireSession',
    name: 'Close the upload window',
    effect: 'The next upload’s session is gone. The file starts again; a tick on its ribbon says where.',
  },
  {
    fault: 'messageTooLarge',
    name: 'Refuse the size',
    effect: 'The mailbox takes 10 MB at most. The next large message is not sent, and says why.',
  },
  {
    fault: 'loseSendAnswer',
    name: 'Lose the answer to Send',
    effect: 'The message leaves, and nobody says so. It turns Unconfirmed, is looked for, and not sent again.',
  },
] as const satisfies readonly FaultWords[];

/** "next 3 requests", "next request", or "until cleared". */
export function remainingWords(remaining: SandboxState['active'][number]['remaining']): string {
  if (remaining === null) return 'until cleared';
  return remaining === 1 ? 'next time' : `next ${String(remaining)} times`;
}

/** The first and last letters of a hash: enough to compare by eye. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 6)}…${sha256.slice(-6)}`;
}
