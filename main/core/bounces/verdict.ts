import type { OutboxId } from '../../../contract/ids.ts';
import type { RecipientVerdict, VerdictKind } from '../../../contract/verdicts.ts';
import { explainStatus } from './explain-status.ts';

/** What came back about one recipient, as it is kept with its message. */
export interface Verdict {
  readonly address: string;
  readonly kind: VerdictKind;
  readonly code: string | null;
  readonly said: string | null;
  /** The report in the mailbox that said so: the evidence. */
  readonly reportId: string;
  readonly atMs: number;
  readonly isAddressee: boolean;
  readonly settled: { readonly atMs: number; readonly as: OutboxId | null } | null;
}

/** A later report adds to an earlier one, or says something weaker than what is known: then it changes nothing. */
const weight: Readonly<Record<VerdictKind, number>> = {
  delayed: 0,
  passedOn: 1,
  delivered: 2,
  deletedUnread: 3,
  read: 4,
  bounced: 5,
};

/** The same report again changes nothing, in whatever order reports come: the strongest word about each address stays. */
export function mergeVerdicts(known: readonly Verdict[], news: readonly Verdict[]): readonly Verdict[] {
  let merged = known;
  for (const verdict of news) {
    const before = merged.find(({ address }) => address === verdict.address);
    if (before === undefined) merged = [...merged, verdict];
    else if (weight[verdict.kind] > weight[before.kind]) merged = merged.map((one) => (one === before ? verdict : one));
  }
  return merged;
}

export function isBounce({ kind }: Pick<Verdict, 'kind'>): boolean {
  return kind === 'bounced';
}

/** Nobody has dealt with it yet. */
export function isOpenBounce(verdict: Pick<Verdict, 'kind' | 'settled'>): boolean {
  return isBounce(verdict) && verdict.settled === null;
}

/** Why it came back, in one line: plain words, then the code where there is one. */
export function describeReturns(verdicts: readonly Verdict[]): string {
  const [first, ...others] = new Set(verdicts.filter(isBounce).map(describeVerdict));
  return others.length === 0 ? (first ?? '') : `${first ?? ''}, and other reasons`;
}

function describeVerdict({ kind, code }: Verdict): string {
  const words = explainStatus(kind, code) ?? '';
  return code === null ? words : `${words} (${code})`;
}

export function verdictRow({ address, kind, code, said, atMs, isAddressee, settled }: Verdict): RecipientVerdict {
  return {
    address,
    kind,
    code,
    reason: explainStatus(kind, code),
    said,
    at: new Date(atMs).toISOString(),
    isAddressee,
    settled: settled === null ? null : settled.as === null ? 'dismissed' : 'resent',
    resentAs: settled?.as ?? null,
  };
}
