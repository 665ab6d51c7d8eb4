import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import { type CommandLine, shellNames } from '../../contract/command-line.ts';
import { useClient } from '../app/connection.tsx';
import { copyLine, sayNotCopied, shellWords, useCopyCommand } from '../app/use-copy-command.ts';
import { isPressOf, keysOf } from '../app/use-shortcut.ts';
import { commandAt } from '../ui/carried-command.ts';

/**
 * Row L4: whatever carries a command gives it away. The key copies that of what has the focus, before any screen is asked
 * for what is open on it; a right click shows it first, and for the other shells.
 */
export function CommandMenu(): ReactElement | null {
  const client = useClient();
  const copy = useCopyCommand();
  const anchor = useRef<Element | null>(null);
  const [line, setLine] = useState<CommandLine | null>(null);

  const takeKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !isPressOf('copyCommand', event)) return;
    const words = event.target instanceof Element ? commandAt(event.target) : null;
    if (words === null) return;
    event.preventDefault();
    event.stopPropagation();
    copy(words);
  });

  const takeClick = useEffectEvent((event: MouseEvent) => {
    const { target } = event;
    if (!(target instanceof Element) || isText(target)) return;
    const words = commandAt(target);
    if (words === null) return;
    event.preventDefault();
    anchor.current = target;
    void client.shell.commandLine({ words: [...words] }).then(setLine, (thrown: unknown) => sayNotCopied(thrown));
  });

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // On the window, so that it comes before the keys of the screens.
    window.addEventListener('keydown', (event) => takeKey(event), { capture: true, signal });
    document.addEventListener('contextmenu', (event) => takeClick(event), { signal });
    return () => leaving.abort();
  }, []);

  if (line === null) return null;
  const others = shellNames.filter((shell) => shell !== line.own && line[shell] !== null);
  return (
    <Popover
      className="popover"
      aria-label="Copy as command"
      triggerRef={anchor}
      isOpen
      onOpenChange={() => setLine(null)}
      placement="bottom start"
      offset={4}
    >
      <Menu className="menu" aria-label="Copy as command" autoFocus="first" onClose={() => setLine(null)}>
        <MenuSection>
          <Header className="menu-command mono">{line[line.own]}</Header>
          <MenuItem className="menu-item" textValue="Copy as command" onAction={() => copyLine(line)}>
            Copy as command <kbd>{keysOf('copyCommand')}</kbd>
          </MenuItem>
          {others.map((shell) => (
            <MenuItem key={shell} className="menu-item" onAction={() => copyLine(line, shell)}>
              {`Copy for ${shellWords[shell]}`}
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
    </Popover>
  );
}

/** There the system's own menu is wanted: to paste, or to copy what is selected. */
function isText(target: Element): boolean {
  return target.closest('input, textarea, [contenteditable="true"]') !== null || getSelection()?.isCollapsed === false;
}
