import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Ellipsis } from 'lucide-react';
import './Button.css';
import './Overlay.css';

export interface MenuAction {
  readonly id: string;
  readonly words: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** The actions that are needed less often, behind three dots. */
export function MenuButton({
  label,
  actions,
}: {
  readonly label: string;
  readonly actions: readonly MenuAction[];
}): ReactElement {
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={label}>
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
      </Button>
      <Popover className="popover" offset={4} placement="bottom end">
        <Menu className="menu" items={actions}>
          {(action) => (
            <MenuItem className="menu-item" id={action.id} textValue={action.words} onAction={action.run}>
              {action.words}
              {action.keys === undefined ? null : <kbd>{action.keys}</kbd>}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
