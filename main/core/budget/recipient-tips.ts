import type { AccountId } from '../../../contract/ids.ts';
import type { MailTipsService } from '../ports/mail-tips-service.ts';
import type { ServiceFault } from '../ports/reply.ts';
import type { CancelSignal, Clock, Random } from '../ports/time.ts';
import type { MailTip } from './mail-tip.ts';

/** What recipients' mailboxes said lately, kept in memory. Whatever the service answers, nothing waits for it for long. */
export interface RecipientTips {
  /** Those that are known and not too old, in the order of the addresses. */
  known(account: AccountId, addresses: readonly string[]): readonly MailTip[];
  /** Asks soon for what is not known: typing goes on meanwhile, and several changes become one request. */
  want(account: AccountId, addresses: readonly string[]): void;
  /** Asks now, and resolves when it is answered or cannot be. */
  ask(account: AccountId, addresses: readonly string[], signal: CancelSignal): Promise<void>;
  /** Something new is known about an account's recipients. Returns the end of the subscription. */
  onChange(listener: (account: AccountId) => void): () => void;
}

interface Parts {
  readonly service: MailTipsService;
  readonly clock: Clock;
  readonly random: Random;
}

interface Entry {
  readonly tip: MailTip | null;
  readonly atMs: number;
}

/** Asked again after this long; used a while longer, because the limit of a mailbox hardly ever changes. */
const FRESH_MS = 10 * 60_000;
const USABLE_MS = 60 * 60_000;
const DEBOUNCE_MS = 400;
const BATCH = 50;
const MAX_ENTRIES = 5_000;
/** After a refusal: a service that has no MailTips is not asked with every keystroke. */
const REST_MS = 60_000;
const LONG_REST_MS = 60 * 60_000;

const never: CancelSignal = { aborted: false, addEventListener: ignore, removeEventListener: ignore };

export function createRecipientTips({ service, clock, random }: Parts): RecipientTips {
  const entries = new Map<string, Entry>();
  const restsUntilMs = new Map<AccountId, number>();
  const wanted = new Map<AccountId, Set<string>>();
  const listeners = new Set<(account: AccountId) => void>();

  function missing(account: AccountId, addresses: readonly string[]): readonly string[] {
    const nowMs = clock.nowMs();
    if ((restsUntilMs.get(account) ?? 0) > nowMs) return [];
    return addresses.filter((address) => (entries.get(keyOf(account, address))?.atMs ?? -FRESH_MS) + FRESH_MS <= nowMs);
  }

  async function ask(account: AccountId, addresses: readonly string[], signal: CancelSignal): Promise<void> {
    for (let left = missing(account, addresses); left.length > 0; left = left.slice(BATCH)) {
      const batch = left.slice(0, BATCH);
      const call = { account, correlationId: random.uuid(), urgency: 'interactive', signal } as const;
      const reply = await service.ask(call, batch);
      if (!reply.ok) {
        restsUntilMs.set(account, clock.nowMs() + restMs(reply.fault));
        return;
      }
      keep(account, batch, reply.value);
    }
  }

  function keep(account: AccountId, asked: readonly string[], tips: readonly MailTip[]): void {
    const byAddress = new Map(tips.map((tip) => [tip.address.toLowerCase(), tip]));
    if (entries.size > MAX_ENTRIES) entries.clear();
    for (const address of asked) {
      entries.set(keyOf(account, address), { tip: byAddress.get(address.toLowerCase()) ?? null, atMs: clock.nowMs() });
    }
    for (const listener of listeners) listener(account);
  }

  return {
    known(account, addresses) {
      const nowMs = clock.nowMs();
      return addresses.flatMap((address) => {
        const entry = entries.get(keyOf(account, address));
        return entry === undefined || entry.atMs + USABLE_MS <= nowMs ? [] : (entry.tip ?? []);
      });
    },

    want(account, addresses) {
      const news = missing(account, addresses);
      if (news.length === 0) return;
      const waiting = wanted.get(account);
      if (waiting !== undefined) {
        for (const address of news) waiting.add(address);
        return;
      }
      const all = new Set(news);
      wanted.set(account, all);
      void clock
        .sleep(DEBOUNCE_MS)
        .then(() => {
          wanted.delete(account);
          return ask(account, [...all], never);
        })
        // Tips are advice: what goes wrong with them must not disturb the message.
        .catch(ignore);
    },

    ask,

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function restMs(fault: ServiceFault): number {
  const isForGood = fault.kind === 'refused' && fault.status < 500 && fault.status !== 429;
  return isForGood || (fault.kind === 'refused' && fault.status === 501) ? LONG_REST_MS : REST_MS;
}

function keyOf(account: AccountId, address: string): string {
  return `${account} ${address.toLowerCase()}`;
}

function ignore(): void {
  // Nobody waits for it.
}
