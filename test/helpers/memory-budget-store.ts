import type { AccountId } from '../../contract/ids.ts';
import type { BudgetKind, BudgetStore } from '../../main/core/ports/budget-store.ts';

/** Survives the governors that use it, as a database does. `writes` counts what would be synced commits. */
export function memoryBudgetStore(): BudgetStore & { readonly writes: () => number } {
  const slices = new Map<string, Map<number, number>>();
  const blocks = new Map<AccountId, number>();
  let writes = 0;

  function slicesOf(mailbox: AccountId, kind: BudgetKind): Map<number, number> {
    const key = `${mailbox} ${kind}`;
    const known = slices.get(key) ?? new Map<number, number>();
    slices.set(key, known);
    return known;
  }

  return {
    writes: () => writes,
    load: (mailbox, kind, sinceMs) =>
      [...slicesOf(mailbox, kind)]
        .filter(([startMs]) => startMs >= sinceMs)
        .map(([startMs, used]) => ({ startMs, used }))
        .sort((a, b) => a.startMs - b.startMs),
    add(mailbox, kind, startMs, amount, dropBeforeMs) {
      writes += 1;
      const known = slicesOf(mailbox, kind);
      known.set(startMs, (known.get(startMs) ?? 0) + amount);
      for (const oldMs of known.keys()) if (oldMs < dropBeforeMs) known.delete(oldMs);
    },
    loadBlockedUntilMs: (mailbox) => blocks.get(mailbox) ?? 0,
    saveBlockedUntilMs(mailbox, untilMs) {
      writes += 1;
      blocks.set(mailbox, untilMs);
    },
  };
}
