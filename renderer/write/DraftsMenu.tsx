import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Composition } from '../../contract/compose.ts';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { draftTitle } from './draft/choose-draft.ts';

export interface DraftsMenuProps {
  readonly current: string;
  readonly drafts: readonly Composition[];
}

/** The other messages that were begun, last edited first. */
export function DraftsMenu({ current, drafts }: DraftsMenuProps): ReactElement {
  const nowMs = useNow(60_000);
  const others = drafts.filter(({ id }) => id !== current);
  return (
    <MenuTrigger>
      <Button className="button button-quiet drafts-button">
        {others.length === 0 ? 'Drafts' : `Drafts ${String(others.length)}`}
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu drafts-menu" aria-label="Drafts">
          {others.map((draft) => (
            <MenuItem
              key={draft.id}
              className="menu-item"
              textValue={draftTitle(draft)}
              onAction={() => goTo('write', draft.id)}
            >
              <span className="drafts-title">{draftTitle(draft)}</span>
              <time dateTime={draft.savedAt}>{formatTime(draft.savedAt, nowMs)}</time>
            </MenuItem>
          ))}
          <MenuItem className="menu-item" textValue="New message" onAction={() => goTo('write', 'new')}>
            New message
            <kbd>{keysOf('write')}</kbd>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
