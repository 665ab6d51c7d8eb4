import type { AccountRow } from '../../contract/accounts.ts';
import {
  type OutboxEvent,
  type OutboxRow,
  pausedReasons,
  takenBackReason,
  windowClosed,
} from '../../contract/outbox.ts';
import { whyAgain } from '../sign-in/why-again.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatCountdown, formatTime } from '../ui/format/format-time.ts';
import { domainOf } from '../ui/format/domain-of.ts';
import { bouncesOf, openBouncesOf } from './bounces.ts';
import { isSharedPause } from './shared-pause.ts';
import { waitsForSignIn } from './waits-for-sign-in.ts';

/** What is known of a message beside its row. */
export interface VerdictFacts {
  /** The mailbox that it goes from, where that is connected. */
  readonly from?: AccountRow | undefined;
  readonly events?: readonly OutboxEvent[];
}

/** One sentence or two: where the message stands, what is safe, what happens next. */
export function verdictOf(row: OutboxRow, nowMs: number, facts: VerdictFacts = {}): string {
  switch (row.state) {
    case 'draft':
      return 'Not sent. Open it to go on writing.';
    case 'checked':
    case 'uploading':
      return (
        windowVerdict(row, nowMs, facts.events ?? []) ??
        (row.reason === null ? movingVerdict(row) : `${row.reason} ${continuesWords(row, nowMs)}`)
      );
    case 'paused':
      if (isSharedPause(row)) return sharedPauseVerdict(row, nowMs);
      return waitsForSignIn(row)
        ? signInVerdict(row, facts.from)
        : `Paused by you. What is uploaded stays, and nothing leaves until you resume it.${pausedTogether(row)}`;
    case 'paced':
      return pacedVerdict(row, nowMs);
    case 'held':
      return row.heldUntil === null
        ? 'Held. It leaves when the time for Undo is over.'
        : `Leaves in ${formatCountdown(Date.parse(row.heldUntil) - nowMs)}. Undo makes it a draft again.`;
    case 'scheduled':
      return scheduledVerdict(row, nowMs);
    case 'sending':
      return 'Being sent right now. It can no longer be stopped.';
    case 'accepted':
      return 'Microsoft 365 has accepted it. It counts as sent when it is in Sent Items; we are looking.';
    case 'sent':
      return `It is in Sent Items: it left, once.${lateWords(row)}`;
    case 'unconfirmed':
      return 'We don’t know yet whether this left. Please don’t send it again; we are checking Sent Items.';
    case 'needsYou':
      return row.error === null ? needsYouVerdict(row) : `${row.error.message} ${row.error.remediation}`;
    case 'failed':
      return row.error === null
        ? 'Refused for good. It was not sent.'
        : `${row.error.message} ${row.error.remediation}`;
    case 'bounced':
      return bouncedVerdict(row);
    case 'cancelled':
      return 'Cancelled. It was not sent.';
  }
}

/** What stands still together with everything of its kind, and goes on together with it. */
function sharedPauseVerdict({ reason, waitingUntil }: OutboxRow, nowMs: number): string {
  if (reason === pausedReasons.stopped)
    return 'Sending is stopped for now. What is uploaded stays. It goes on by itself once sending is allowed again.';
  if (reason !== pausedReasons.forNow || waitingUntil === null) return `${reason ?? ''} What is uploaded stays.`;
  const until = formatTime(waitingUntil, nowMs);
  return `You paused everything until ${until}. What is uploaded stays, and it goes on by itself then, or when you resume all.`;
}

/** Sent cannot be excluded: then only a person may decide, and only after looking. */
export function isUncertain(row: OutboxRow): boolean {
  return row.state === 'needsYou' && !row.cancellable;
}

/** Who keeps it decides what has to run then, and what opening it does. */
function scheduledVerdict(row: OutboxRow, nowMs: number): string {
  if (row.error !== null) return `${row.error.message} ${row.error.remediation}`;
  const at = row.sendAt ?? row.waitingUntil;
  const leaves = at === null ? 'Scheduled.' : `Leaves ${formatTime(at, nowMs)}.`;
  if (!row.onServer) return `${leaves} Mailroom has to be running then. Opening it cancels that first.`;
  if (row.reason === takenBackReason) return `${row.reason} It counts as cancelled once that is proven.`;
  return `${leaves} Microsoft 365 keeps it until then. Opening it takes it back there first.`;
}

function needsYouVerdict(row: OutboxRow): string {
  return isUncertain(row)
    ? 'It may have left. Look in Sent Items, then say what you found.'
    : 'It was not sent, and it waits for you.';
}

function movingVerdict(row: OutboxRow): string {
  if (row.totalBytes === 0) return 'On its way.';
  return row.confirmedBytes >= row.totalBytes
    ? 'Every file is uploaded. It leaves as soon as they are checked.'
    : 'It leaves by itself when every file is attached.';
}

/** Until what was there before is there again; the journal knows when it went. */
function windowVerdict(row: OutboxRow, nowMs: number, events: readonly OutboxEvent[]): string | null {
  const file = row.attachments.find(
    ({ restart, confirmedBytes }) => restart?.why === windowClosed && confirmedBytes < restart.atBytes,
  );
  // What it waits for now is another thing than why it began again.
  const isOfWindow = row.reason === null || row.error?.error_code === 'provider_upload_session_timeout';
  if (file === undefined || file.restart === null || !isOfWindow) return null;
  const closed = events.findLast(({ what }) => what.includes(file.name) && what.includes(windowClosed));
  const at = closed === undefined ? '' : ` at ${formatTime(closed.at, nowMs)}`;
  const again = `${formatBytes(file.restart.atBytes)} must go again`;
  return `The upload window for ${file.name} closed${at}. The draft is safe; ${again}. It goes by itself.`;
}

/** What the service says of it ends with these words already; what waits behind it does not. */
function signInVerdict({ reason }: OutboxRow, from: AccountRow | undefined): string {
  const safe = 'Drafts and uploads wait.';
  const why = from?.state === 'signInNeeded' ? whyAgain(from.signInReason) : (reason ?? '');
  return why.endsWith(safe) ? why : `${why} ${safe}`;
}

/** Files of one message go one after another, so there is one pause for all of them. */
function pausedTogether({ attachments }: OutboxRow): string {
  return attachments.length > 1 ? ' Its files wait together.' : '';
}

/** Silence of the other mail servers is no proof that they took it, so it is not called one. */
function bouncedVerdict(row: OutboxRow): string {
  const { recipients } = row;
  const bounces = bouncesOf(row);
  const [first] = bounces;
  if (first === undefined) return 'It left, and was returned.';
  const silent = recipients.length - bounces.filter(({ isAddressee }) => isAddressee).length;
  const others = silent <= 0 ? '' : ` For ${silent === 1 ? 'the other recipient' : 'the others'} it did not come back.`;
  const settled = openBouncesOf(row).length === 0 ? ' You have dealt with it.' : '';
  if (bounces.length > 1)
    return `It came back from ${String(bounces.length)} addresses; below it says why.${others}${settled}`;
  return `${domainOf(first.address)} returned it: ${first.reason ?? 'it gave no reason'}.${others}${settled}`;
}

/** Late is not lost: said where the message says that all is well. */
function lateWords({ verdicts }: OutboxRow): string {
  const late = verdicts.filter(({ kind }) => kind === 'delayed');
  const [first] = late;
  if (first === undefined) return '';
  const whom = late.length === 1 ? first.address : `${String(late.length)} recipients`;
  return ` For ${whom} it is late; the other mail system goes on trying by itself.`;
}

function pacedVerdict(row: OutboxRow, nowMs: number): string {
  const reason = (row.reason ?? 'Microsoft 365 asked us to slow down.').replace(/ Nothing to do\.$/, '');
  const when = row.waitingUntil === null ? '' : ` Continues at ${formatTime(row.waitingUntil, nowMs)}.`;
  return `${reason}${when} Nothing to do.`;
}

function continuesWords(row: OutboxRow, nowMs: number): string {
  return row.waitingUntil === null
    ? 'It continues by itself.'
    : `Continues by itself at ${formatTime(row.waitingUntil, nowMs)}.`;
}
