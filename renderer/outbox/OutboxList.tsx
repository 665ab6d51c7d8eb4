import { useMemo, type ReactElement } from 'react';
import {
  Collection,
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { usePreferences, type Density } from '../app/preferences.ts';
import { formatCount } from '../ui/format/count-words.ts';
import { titleOf, toneOf } from './describe-row.ts';
import { OutboxRowLine } from './OutboxRowLine.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import type { Section } from './sections.ts';
import './OutboxList.css';

export interface OutboxListProps {
  readonly sections: readonly Section[];
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** Two lines a row: the density's row height and one small line. The tokens have the same numbers. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 48, regular: 54, relaxed: 62 };

/** Only what is seen is in the document: ten thousand rows scroll like ten. */
export function OutboxList({ sections, openId, onOpen }: OutboxListProps): ReactElement {
  const { density, singleKeys } = usePreferences();
  // Where opening hides the list, arrows only move in it; Enter opens.
  const isNarrow = useIsNarrow();
  const layout = useMemo(() => ({ rowHeight: rowHeights[density], headingHeight: 36 }), [density]);
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <GridList
        className="outbox-rows"
        aria-label="Messages"
        items={sections}
        selectionMode={isNarrow ? 'none' : 'single'}
        selectionBehavior="replace"
        disallowTypeAhead={singleKeys}
        selectedKeys={openId === null ? [] : [openId]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys;
          onOpen(key === undefined ? null : String(key));
        }}
        onAction={(key) => onOpen(String(key))}
      >
        {(section) => (
          <GridListSection id={section.kind} aria-label={section.title}>
            <GridListHeader className="outbox-heading" data-tone={section.tone}>
              <span>{section.title}</span>
              <span className="outbox-heading-count">{formatCount(section.rows.length)}</span>
            </GridListHeader>
            <Collection items={section.rows}>
              {(row) => (
                <GridListItem className="outbox-row" id={row.id} textValue={titleOf(row)} data-tone={toneOf(row)}>
                  <OutboxRowLine row={row} />
                </GridListItem>
              )}
            </Collection>
          </GridListSection>
        )}
      </GridList>
    </Virtualizer>
  );
}
