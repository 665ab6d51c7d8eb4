import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { useStore } from 'zustand';
import type { DraftSession } from '../draft/draft-session.ts';
import { setOptions } from './option-words.ts';
import './options.css';

/** What is set for this message, each to be taken off where it is shown. Nothing where nothing is. */
export function OptionChips({ session }: { readonly session: DraftSession }): ReactElement | null {
  const options = useStore(session.store, (state) => state.options);
  const chips = setOptions(options);
  if (chips.length === 0) return null;
  return (
    <TagGroup
      aria-label="Options that are set"
      onRemove={(keys) => {
        for (const { key, without } of chips) if (keys.has(key)) session.setOptions(without);
      }}
    >
      <TagList className="option-chips" items={chips.map((chip) => ({ ...chip, id: chip.key }))}>
        {({ key, words }) => (
          <Tag id={key} textValue={words} className="token">
            <span>{words}</span>
            <Button slot="remove" className="token-remove" aria-label={`Remove ${words}`}>
              <X size={12} strokeWidth={1.5} aria-hidden />
            </Button>
          </Tag>
        )}
      </TagList>
    </TagGroup>
  );
}
