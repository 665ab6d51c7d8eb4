import type { OutboxRow } from '../../contract/outbox.ts';
import type { RecipientVerdict } from '../../contract/verdicts.ts';

/** Each recipient with what came back, with `--json`; `verdict` is null where nothing did. */
export function recipientDocuments({ recipients, verdicts }: Pick<OutboxRow, 'recipients' | 'verdicts'>) {
  const of = (address: string) => verdicts.find((verdict) => verdict.address === address.toLowerCase());
  const behind = verdicts.filter(({ isAddressee }) => !isAddressee);
  return [
    ...recipients.map((address) => recipientDocument(address, of(address))),
    ...behind.map((verdict) => recipientDocument(verdict.address, verdict)),
  ];
}

function recipientDocument(address: string, verdict: RecipientVerdict | undefined) {
  return {
    address,
    verdict: verdict?.kind ?? null,
    code: verdict?.code ?? null,
    reason: verdict?.reason ?? null,
    said: verdict?.said ?? null,
    at: verdict?.at ?? null,
    settled: verdict?.settled ?? null,
    resentAs: verdict?.resentAs ?? null,
  };
}

const words: Readonly<Record<RecipientVerdict['kind'], string>> = {
  bounced: 'Bounced',
  delayed: 'Late',
  passedOn: 'Passed on',
  delivered: 'Delivered',
  read: 'Read',
  deletedUnread: 'Deleted unread',
};

/** One line for each recipient of whom anything is known. */
export function recipientWords({ verdicts }: Pick<OutboxRow, 'verdicts'>): readonly string[] {
  return verdicts.map(({ address, kind, code, reason, settled, resentAs }) => {
    const why = [code, reason].filter((part) => part !== null).join(': ');
    const dealt = settled === null ? '' : resentAs === null ? ' (dismissed)' : ` (sent again as ${resentAs})`;
    return `${address}: ${words[kind]}${why === '' ? '' : `, ${why}`}${dealt}`;
  });
}
