import { clockTime, clockTimeOfEnd, counted, percent } from './health-words.ts';
import type { AccountFacts } from './health-facts.ts';
import type { Detect } from './trouble.ts';

/** A shorter wait is over before anybody has read of it. */
const NOTABLE_THROTTLE_MS = 5_000;
/** Of fewer requests one that fails would be a share to worry about. */
const LEAST_REQUESTS = 20;

/** Nothing is done at all, whatever else stands. */
export const detectWorkerGone: Detect = (facts) => {
  const { isRunning, lastSeenMs, triesAgainMs } = facts.worker;
  if (isRunning) return null;
  const again = triesAgainMs === null ? '' : `; it tries again at ${clockTimeOfEnd(triesAgainMs, facts)}`;
  const why = lastSeenMs === null ? 'no worker is running' : `the worker stopped at ${clockTime(lastSeenMs, facts)}`;
  return {
    severity: 'critical',
    side: 'both',
    sentence: `Nothing is being sent or collected: ${why}${again}.`,
    owner: 'you',
    title: lastSeenMs === null ? 'No worker is running' : 'The worker stopped',
    affected: 'Everything. What is queued is safe on disk, new mail waits in the mailbox.',
    next:
      triesAgainMs === null
        ? 'Start the worker; if it stops again, its runbook says why it may.'
        : 'It tries again by itself; start it to try at once. Its runbook says why it may stop.',
  };
};

export const detectSignInNeeded: Detect = ({ accounts }) => {
  const asked = accounts.filter(({ signInNeeded }) => signInNeeded);
  const [first] = asked;
  if (first === undefined) return null;
  const waiting = asked.reduce((total, account) => total + account.waiting, 0);
  const who = asked.length === 1 ? first.address : `${asked.length} mailboxes`;
  const whose = asked.length === 1 ? 'its' : 'their';
  const wait =
    waiting === 0
      ? `until then ${asked.length === 1 ? 'it sends' : 'they send'} and collect${asked.length === 1 ? 's' : ''} nothing`
      : `${whose} ${counted(waiting, 'message')} wait${waiting === 1 ? 's' : ''}`;
  const others = accounts.length - asked.length;
  return {
    severity: 'critical',
    side: 'both',
    sentence: `${who} must sign in again; ${wait}.`,
    ...(others === 0
      ? {}
      : { well: others === 1 ? 'The other mailbox is healthy.' : `The other ${others} mailboxes are healthy.` }),
    owner: 'you',
    title: `${who} must sign in again`,
    affected: listOf(asked),
    next: 'Sign in again; everything continues by itself.',
  };
};

export const detectOffline: Detect = (facts, sinceMs) => {
  if (facts.network !== 'offline') return null;
  return {
    severity: 'warning',
    side: 'both',
    sentence: `Microsoft 365 cannot be reached since ${clockTime(sinceMs ?? facts.nowMs, facts)}; everything waits and continues by itself.`,
    owner: 'you',
    title: 'Microsoft 365 cannot be reached',
    affected: 'All mailboxes. Nothing is lost.',
    next: 'Look at the network of this computer if it lasts.',
  };
};

export const detectThrottled: Detect = (facts, sinceMs) => {
  const { throttledUntilMs, nowMs } = facts;
  if (throttledUntilMs === null || throttledUntilMs <= nowMs) return null;
  if (sinceMs === null && throttledUntilMs - nowMs < NOTABLE_THROTTLE_MS) return null;
  const end = clockTimeOfEnd(throttledUntilMs, facts);
  return {
    severity: 'warning',
    side: 'both',
    sentence: `Microsoft 365 asked us to slow down; sending continues at ${end} by itself.`,
    owner: 'service',
    title: 'Microsoft 365 slowed us down',
    affected: `What is sent and collected waits until ${end}.`,
    next: 'Nothing to do.',
  };
};

export const detectErrorsHigh: Detect = ({ requests, objectives }) => {
  const { failed, total } = requests;
  if (objectives.errors === null || total < LEAST_REQUESTS || failed / total <= objectives.errors) return null;
  const share = percent(failed / total);
  return {
    severity: 'warning',
    side: 'both',
    sentence: `${share} of the requests to Microsoft 365 fail; what fails is tried again by itself.`,
    owner: 'service',
    title: `${share} of the requests fail`,
    affected: `${failed} of ${total} requests of the last minutes.`,
    next: 'Look at the service health of Microsoft 365 if it lasts.',
  };
};

function listOf(accounts: readonly AccountFacts[]): string {
  return accounts.map(({ address }) => address).join(', ');
}
