import type { HealthFacts } from './health-facts.ts';
import { clockTime, counted, longDuration } from './health-words.ts';
import type { Detect } from './trouble.ts';

/** Of fewer messages one that is slow says nothing about the others. */
const LEAST_MESSAGES = 3;
/** Flags are asked for every few seconds; a short silence of their source is no news. */
const FLAGS_STALE_MS = 2 * 60_000;

export const detectProviderPaused: Detect = (facts, sinceMs) => {
  const { provider, accounts, nowMs } = facts;
  if (provider.state === 'on') return null;
  const waiting = accounts.reduce((total, account) => total + account.waiting, 0);
  const stopped = `Sending is ${provider.state === 'paused' ? 'paused' : 'switched off'}${whoWords[provider.by]}`;
  const wait =
    waiting === 0 ? 'new messages will wait' : `${counted(waiting, 'message')} wait${waiting === 1 ? 's' : ''}`;
  return {
    severity: 'warning',
    side: 'sending',
    sentence: `${stopped} since ${clockTime(sinceMs ?? nowMs, facts)}; ${wait}.`,
    owner: provider.by === 'person' ? 'you' : 'administrator',
    title: stopped,
    affected: waiting === 0 ? 'Nobody yet: nothing waits.' : `${counted(waiting, 'message')}. They are safe.`,
    next: provider.by === 'person' ? 'Let sending go on: mailroom flags set paused false.' : 'Ask whoever decided it.',
  };
};

export const detectNeedsYou: Detect = ({ needsYou }) => {
  if (needsYou === 0) return null;
  const need = `${counted(needsYou, 'message')} need${needsYou === 1 ? 's' : ''} you`;
  return {
    severity: 'warning',
    side: 'sending',
    sentence: `Sending goes on, but ${need}.`,
    owner: 'you',
    title: need,
    affected: `${counted(needsYou, 'message')} of the Outbox.`,
    next: 'Open them in the Outbox; each says what is known and what you can do.',
  };
};

export const detectUnconfirmed: Detect = ({ unconfirmed }) => {
  if (unconfirmed === 0) return null;
  const messages = counted(unconfirmed, 'message');
  const it = unconfirmed === 1 ? 'it' : 'they';
  const them = unconfirmed === 1 ? 'it' : 'them';
  return {
    severity: 'warning',
    side: 'sending',
    sentence: `It is not known yet whether ${messages} left; we look in Sent Items, please don't send ${them} again.`,
    owner: 'service',
    title: `${messages} unconfirmed`,
    affected: `${messages} of the Outbox; ${it} may have left or not.`,
    next: 'Wait: Mailroom looks for the answer and tells you.',
  };
};

export const detectConfirmationSlow: Detect = ({ confirmation, objectives }) => {
  if (confirmation === null || objectives.confirmation === null) return null;
  const { p95Ms, messages } = confirmation;
  if (messages < LEAST_MESSAGES || p95Ms <= objectives.confirmation * 1000) return null;
  const took = longDuration(p95Ms);
  return {
    severity: 'warning',
    side: 'sending',
    sentence: `Sent messages take ${took} to show up in Sent Items; they are not lost.`,
    owner: 'service',
    title: `Sent Items is ${took} behind`,
    affected: `The last ${counted(messages, 'message')}.`,
    next: 'Nothing to do; Mailroom keeps looking.',
  };
};

export const detectFlagsStale: Detect = ({ flagsAgeMs }) => {
  if (flagsAgeMs === null || flagsAgeMs < FLAGS_STALE_MS) return null;
  const age = longDuration(flagsAgeMs);
  return {
    severity: 'warning',
    side: 'sending',
    sentence: `Sending goes on by the switches of ${age} ago, because their source does not answer.`,
    owner: 'administrator',
    title: `The flags are ${age} old`,
    affected: 'Whoever pauses or stages sending for everybody: it is not heard here.',
    next: 'Look whether Redis runs and can be reached from here.',
  };
};

const whoWords: Readonly<Record<HealthFacts['provider']['by'], string>> = {
  administrator: ' by your administrator',
  person: ' on this computer',
  nobody: '',
};
