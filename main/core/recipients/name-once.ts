import type { MailAddress } from '../../../contract/message.ts';
import { readList } from '../compose/read-recipients.ts';

export interface RecipientLists<One> {
  readonly to: readonly One[];
  readonly cc: readonly One[];
  readonly bcc: readonly One[];
}

/** Everybody once, where they are named first: To before Cc before Bcc. */
export function nameOnce({ to, cc, bcc }: RecipientLists<MailAddress>): RecipientLists<MailAddress> {
  const named = new Set<string>();
  const firstOf = (list: readonly MailAddress[]): readonly MailAddress[] =>
    list.filter(({ address }) => {
      const before = named.size;
      return named.add(address.toLowerCase()).size > before;
    });
  return { to: firstOf(to), cc: firstOf(cc), bcc: firstOf(bcc) };
}

/** Says who was written down more than once, as typed; nothing where nobody was. */
export function noteRepeats({ to, cc, bcc }: RecipientLists<string>): readonly string[] {
  const named = new Set<string>();
  const repeated = new Set<string>();
  for (const entry of [...to, ...cc, ...bcc].flatMap(readList)) {
    if (typeof entry === 'string') continue;
    const key = entry.address.toLowerCase();
    if (named.has(key)) repeated.add(key);
    named.add(key);
  }
  return repeated.size === 0 ? [] : [`Named more than once, and addressed once: ${[...repeated].join(', ')}.`];
}
