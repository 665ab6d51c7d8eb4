import type { AccountRow } from '../../contract/accounts.ts';
import { type OutboxRow, pausedReasons } from '../../contract/outbox.ts';
import type { ButtonLook } from '../ui/Button.tsx';
import { truncateMiddle } from '../ui/format/truncate-middle.ts';
import { isOfDelegation } from '../write/delegation-words.ts';
import { bouncesOf, openBouncesOf, resentAs } from './bounces.ts';
import { repeatedAs } from './repeated-as.ts';
import { sentItemsAddress } from './sent-items-address.ts';
import { isSharedPause } from './shared-pause.ts';
import { isUncertain } from './verdict.ts';

export type RowVerb =
  | 'open'
  | 'undo'
  | 'reopen'
  | 'sendAsMe'
  | 'share'
  | 'copyRequest'
  | 'settings'
  | 'sendNow'
  | 'pause'
  | 'sendFirst'
  | 'resume'
  | 'signIn'
  | 'cancel'
  | 'lookNow'
  | 'openSentItems'
  | 'confirmSent'
  | 'sendAgain'
  | 'showRepeated'
  | 'resend'
  | 'dismissBounce'
  | 'showResent';

export interface RowAction {
  readonly verb: RowVerb;
  readonly words: string;
  readonly look: ButtonLook;
  /** Why it cannot be done now; null when it can. */
  readonly unavailable: string | null;
}

/** What a person can do with a message, the way on first. What is not possible now, but might be expected, says why. */
export function actionsOf(
  row: OutboxRow,
  from: AccountRow | undefined,
  /** Others of its mailbox are to go before it. */
  isBehind = false,
): readonly RowAction[] {
  const first = isBehind ? [can('sendFirst', 'Send first')] : [];
  switch (row.state) {
    case 'draft':
      return [can('open', 'Open', 'primary')];
    case 'held':
      return [can('undo', 'Undo', 'primary'), can('sendNow', 'Send now'), cancel];
    case 'scheduled':
      return [can('reopen', 'Open draft again', 'primary'), sendNow(row), cancel];
    case 'checked':
    case 'uploading':
    case 'paced':
      return [can('pause', 'Pause'), ...first, can('reopen', 'Open draft again'), cancel];
    case 'paused':
      return [
        from?.state === 'signInNeeded' ? can('signIn', 'Sign in', 'primary') : resume(row),
        ...(row.reason === pausedReasons.stopped ? [can('settings', 'Open settings')] : []),
        ...first,
        can('reopen', 'Open draft again'),
        cancel,
      ];
    case 'sending':
      return [cannot('cancel', 'Cancel…', 'It is being sent right now, so it can no longer be stopped.')];
    case 'accepted':
      return [can('lookNow', 'Look now'), cannot('cancel', 'Cancel…', 'Microsoft 365 has accepted it.')];
    case 'unconfirmed':
      return [
        can('lookNow', 'Look now', 'primary'),
        openSentItems(from),
        cannot(
          'sendAgain',
          'Send again as new…',
          'It may have left. If nothing is found after 30 minutes, you decide.',
        ),
        // Where the service would keep it until a later time, it can still be taken back.
        ...(row.cancellable ? [cancel] : []),
      ];
    case 'needsYou':
      return isUncertain(row)
        ? [can('confirmSent', 'It was sent', 'primary'), can('sendAgain', 'Send again as new…'), openSentItems(from)]
        : [can('resume', 'Try again', 'primary'), can('reopen', 'Open draft again'), cancel];
    case 'failed':
      return repeatedAs(row) === null
        ? refusedActions(row, from)
        : [can('showRepeated', 'Show the new message', 'primary')];
    case 'bounced':
      return bouncedActions(row);
    case 'sent':
    case 'cancelled':
      return [];
  }
}

/** Where another's mailbox refused it, one's own is the way out; where it is too large, a link is. */
function refusedActions(row: OutboxRow, from: AccountRow | undefined): readonly RowAction[] {
  const { error } = row;
  const largest = row.attachments
    .filter(({ path }) => path !== 'link')
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0];
  if (error?.error_code === 'provider_payload_too_large' && largest !== undefined)
    return [
      can('share', `Share ${truncateMiddle(largest.name, 32)} as link`, 'primary'),
      can('reopen', 'Choose files'),
    ];
  const isForeign = from?.delegation !== undefined && error !== null && isOfDelegation(error.error_code);
  if (!isForeign) return [can('reopen', 'Open draft again', 'primary')];
  return [
    can('sendAsMe', 'Send from my mailbox', 'primary'),
    can('reopen', 'Open draft again'),
    can('copyRequest', 'Copy request for IT'),
  ];
}

/** Only those whom it did not reach get it again, and only whom the message names: a draft of it, to be looked at first. */
function bouncedActions(row: OutboxRow): readonly RowAction[] {
  const open = openBouncesOf(row);
  const named = (open.length > 0 ? open : bouncesOf(row)).filter(({ isAddressee }) => isAddressee);
  const [first] = named;
  const whom = named.length === 1 && first !== undefined ? first.address : `${String(named.length)} recipients`;
  const resend =
    first === undefined ? [] : [can('resend', `Edit and resend to ${whom}`, open.length > 0 ? 'primary' : 'plain')];
  if (open.length > 0) return [...resend, can('dismissBounce', 'Dismiss')];
  return resentAs(row) === null ? resend : [can('showResent', 'Show the new message', 'primary'), ...resend];
}

function resume(row: OutboxRow): RowAction {
  return isSharedPause(row) ? cannot('resume', 'Resume', row.reason ?? '') : can('resume', 'Resume', 'primary');
}

function sendNow({ onServer }: OutboxRow): RowAction {
  if (!onServer) return can('sendNow', 'Send now');
  return cannot(
    'sendNow',
    'Send now',
    'Microsoft 365 keeps it. Open the draft again, which takes it back, and send that.',
  );
}

/** What the key R does with a message. */
export function retryVerb(row: OutboxRow): RowVerb | null {
  if (row.state === 'unconfirmed' || row.state === 'accepted') return 'lookNow';
  const canResume = row.state === 'paused' || (row.state === 'needsYou' && row.cancellable);
  return canResume ? 'resume' : null;
}

/** Where a person can see for themselves; a mailbox without a page of its own says so. */
function openSentItems(from: AccountRow | undefined): RowAction {
  const words = 'Open Sent Items';
  if (from === undefined || sentItemsAddress(from) !== null) return can('openSentItems', words);
  return cannot(
    'openSentItems',
    words,
    from.cloud === 'sandbox'
      ? 'The sandbox tenant has no web mail. Its panel lists what it delivered.'
      : 'Mailroom knows no web page of this mailbox.',
  );
}

const cancel: RowAction = { verb: 'cancel', words: 'Cancel…', look: 'plain', unavailable: null };

function can(verb: RowVerb, words: string, look: ButtonLook = 'plain'): RowAction {
  return { verb, words, look, unavailable: null };
}

function cannot(verb: RowVerb, words: string, unavailable: string): RowAction {
  return { verb, words, look: 'plain', unavailable };
}
