import { transactionSite } from '../failpoints.ts';
import { type IngestArm, ingestArms } from './arms.ts';
import type { IngestBug } from './planted-bugs.ts';

/**
 * Undisturbed but for what each needs, and killed at the one place where the bug does its harm: there it must do it
 * every time, and the real program none.
 */
const base: IngestArm = { ...ingestArms.anyTime, faultRate: 0, faultRules: [], passChance: 0, longestLifeMs: 8_000 };

/** A lost place brings back what was passed over. Only the first few are lost, so that the last kill is after them. */
const firstPlacesLost = [
  { match: { method: 'GET', path: '/delta' }, action: 'expireDelta', times: 3, probability: 0.5 },
];

const deadlySites: Readonly<Record<IngestBug, IngestArm['deadlySites']>> = {
  linkFirst: [transactionSite('after', 'page'), transactionSite('after', 'last page')],
  rowFirst: [transactionSite('after', 'file stored')],
};
const names: Readonly<Record<IngestBug, string>> = {
  linkFirst: 'the link moves before the jobs are there',
  rowFirst: 'a file is stored before its bytes are in place',
};

/** For each planted bug the conditions of both kinds of far end. */
export function controlsOf(bug: IngestBug): readonly IngestArm[] {
  const plain = { ...base, name: names[bug], deadlySites: deadlySites[bug] };
  return [plain, { ...plain, name: `${plain.name}, with 410s`, faultRules: firstPlacesLost }];
}
