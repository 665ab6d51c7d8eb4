import { type Arm, arms, hurriedEnv, unlimited } from './arms.ts';
import { callSite, transactionSite } from './failpoints.ts';
import type { PlantedBug } from './planted-bugs.ts';

const base: Arm = { ...arms.anyTime, faultRate: 0, passChance: 0, longestLifeMs: 60_000, directEvery: 0 };
/** The first few answers of a kind are lost, though what they answer has happened. */
const loseAnswers = (path: string) => [{ match: { method: 'POST', path }, action: 'dropAfter', times: 4 }];

/** For each planted bug the conditions under which it must do harm, every time, and the real program none. */
export const controls: Readonly<Record<PlantedBug, Arm>> = {
  naiveRetry: {
    ...base,
    name: 'naive retry',
    deadlySites: [transactionSite('after', 'sending->accepted'), transactionSite('after', 'sending->unknown')],
    faultRules: loseAnswers('/send$'),
    switches: { ...unlimited, secondSend: 'deliversAgain' },
  },
  noSeal: {
    ...base,
    name: 'no seal, no clean slate',
    deadlySites: [transactionSite('after', 'drafted->drafted')],
    faultRules: loseAnswers('/attachments$'),
  },
  newDraft: {
    ...base,
    name: 'a new draft after an attempt to send',
    deadlySites: [transactionSite('after', 'sending->unknown')],
    faultRules: loseAnswers('/send$'),
  },
  noSettle: {
    ...base,
    name: 'no settling time',
    deadlySites: [callSite('in flight', 'sendDraft')],
    flightMs: 600,
    // The dead process's request goes on here for longer than the next one needs to look.
    switches: { ...unlimited, nonAtomicSend: true, sendProcessingMs: 12_000 },
    env: { ...hurriedEnv, MS_SEND_SETTLE_MS: '26000' },
  },
  hastyRecall: {
    ...base,
    name: 'taken back on hope',
    ways: ['kept'],
    deadlySites: [transactionSite('after', 'recalled accepted->cancelled')],
    // The mailbox does not do the first few that it is asked for.
    faultRules: [{ match: { method: 'DELETE', path: '/messages/' }, action: 'dropBefore', times: 6 }],
  },
  freshPlace: {
    ...base,
    name: 'a place of the moment for a link',
    ways: ['linked'],
    // The drive holds it all, and nobody has written that down.
    deadlySites: [callSite('after', 'linked putChunk')],
    faultRules: [],
  },
};
