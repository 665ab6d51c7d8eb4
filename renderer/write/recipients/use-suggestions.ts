import { useEffect, useState } from 'react';
import type { RecipientSuggestion } from '../../../contract/recipients.ts';
import { keyOf } from './recipient-field.ts';

export interface Suggestions {
  readonly found: readonly RecipientSuggestion[];
  /** The one that the arrows lead to; null while the typed text itself is meant. */
  readonly active: RecipientSuggestion | null;
  /** Looks for what stands in the input, from now until `close`. */
  open(): void;
  close(): void;
  move(by: 1 | -1): void;
  /** Back to the typed text. */
  letGo(): void;
}

/** Who may be meant by what is typed. Nobody is, before a person has gone to them with the arrows. */
export function useSuggestions(
  input: string,
  suggest: (text: string) => Promise<readonly RecipientSuggestion[]>,
): Suggestions {
  const [isOpen, setIsOpen] = useState(false);
  const [found, setFound] = useState<readonly RecipientSuggestion[]>([]);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wanted = isOpen ? input.slice(input.lastIndexOf(';') + 1).trim() : '';

  useEffect(() => {
    if (wanted === '') return setFound([]);
    let isLate = false;
    async function look(): Promise<void> {
      const list = await suggest(wanted);
      if (!isLate) setFound(list);
    }
    // Without suggestions one types on.
    look().catch(() => undefined);
    return () => {
      isLate = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- asked anew for what is typed, not for a new function
  }, [wanted]);

  const shown = wanted === '' ? [] : found;
  const at = shown.findIndex(({ token }) => keyOf(token) === activeKey);

  return {
    found: shown,
    active: shown[at] ?? null,
    open: () => setIsOpen(true),
    close() {
      setIsOpen(false);
      setActiveKey(null);
    },
    move(by) {
      // The typed text is a stop of the round, before the first and after the last.
      const next = shown[at === -1 && by === -1 ? shown.length - 1 : at + by];
      setActiveKey(next === undefined ? null : keyOf(next.token));
    },
    letGo: () => setActiveKey(null),
  };
}
