import type { VerdictKind } from '../../../contract/verdicts.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { MailReport, ReportedRecipient } from '../ports/report-reader.ts';
import type { Verdict } from './verdict.ts';

/** What a report says of a message's recipients. Nothing where it does not say what became of anybody. */
export function matchReport(
  content: Pick<MailContent, 'to' | 'cc' | 'bcc'>,
  report: Pick<MailReport, 'recipients'>,
  evidence: Pick<Verdict, 'reportId' | 'atMs'>,
): readonly Verdict[] {
  const addressees = addressesOf(content);
  return report.recipients.flatMap((reported): Verdict[] => {
    const kind = judge(reported);
    const address = whichOf(addressees, reported, report.recipients.length) ?? reported.addresses.at(0);
    if (kind === null || address === undefined) return [];
    const isAddressee = addressees.includes(address);
    const { status: code, said } = reported;
    return [{ address, kind, code, said, isAddressee, settled: null, ...evidence }];
  });
}

/** Lower case, each once. */
export function addressesOf({ to, cc, bcc }: Pick<MailContent, 'to' | 'cc' | 'bcc'>): readonly string[] {
  return [...new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))];
}

/** One recipient and one report: it is about that one, also when it ended at another address behind it. */
function whichOf(
  addressees: readonly string[],
  { addresses }: ReportedRecipient,
  reported: number,
): string | undefined {
  const named = addresses.find((address) => addressees.includes(address));
  return named ?? (addressees.length === 1 && reported === 1 ? addressees[0] : undefined);
}

const byAction: Readonly<Record<string, VerdictKind>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'passedOn',
  expanded: 'passedOn',
  displayed: 'read',
  deleted: 'deletedUnread',
};

/** The action decides. Without one that is known, the class of the code does; without that, nothing is claimed. */
function judge({ action, status }: ReportedRecipient): VerdictKind | null {
  const known = Object.hasOwn(byAction, action) ? byAction[action] : undefined;
  if (known !== undefined) return known;
  if (status?.startsWith('5.') === true) return 'bounced';
  return status?.startsWith('4.') === true ? 'delayed' : null;
}
