import type { ReactElement } from 'react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { OutboxRow } from '../../contract/outbox.ts';
import { type ShellName, shellNames } from '../../contract/command-line.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { copyLine, shellWords, useCopyCommand } from '../app/use-copy-command.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import type { RowAction } from './row-actions.ts';
import { verbCommand } from './row-commands.ts';

/** The message, and what can be done with it, as command lines. */
export function CopyMenu({
  row,
  actions,
}: {
  readonly row: OutboxRow;
  readonly actions: readonly RowAction[];
}): ReactElement {
  const client = useClient();
  const copy = useCopyCommand();
  // Which shell is usual here is the engine's to know.
  const copied = useAction(async ({ asNew, shell }: { readonly asNew: boolean; readonly shell?: ShellName }) =>
    copyLine(await client.outbox.command({ id: row.id, asNew }), shell),
  );
  // A draft has not used its key yet: whatever sends it makes a new message.
  const asNew = row.state === 'draft';
  useShortcut('copyCommand', () => copied.run({ asNew }));
  const verbs = actions.flatMap(({ verb, words, unavailable }) => {
    const command = unavailable === null ? verbCommand(verb, row.id) : null;
    return command === null ? [] : [{ words: words.replace(/…$/, ''), command }];
  });
  return (
    <>
      <MenuTrigger>
        <AriaButton className="button button-quiet">Copy as command</AriaButton>
        <Popover className="popover" placement="top start" offset={4}>
          <Menu className="menu" aria-label="Copy as command">
            <MenuSection>
              <Header className="menu-head">This message</Header>
              {asNew ? null : (
                <MenuItem
                  className="menu-item"
                  textValue="Send it, safe to run again"
                  onAction={() => copied.run({ asNew: false })}
                >
                  Send it, safe to run again <kbd>{keysOf('copyCommand')}</kbd>
                </MenuItem>
              )}
              <MenuItem className="menu-item" onAction={() => copied.run({ asNew: true })}>
                Send it as a new message
              </MenuItem>
              {shellNames.map((shell) => (
                <MenuItem key={shell} className="menu-item" onAction={() => copied.run({ asNew, shell })}>
                  {`Send it, for ${shellWords[shell]}`}
                </MenuItem>
              ))}
              <MenuItem className="menu-item" onAction={() => copy(commands['outbox.show'](row.id))}>
                Show it
              </MenuItem>
            </MenuSection>
            {verbs.length === 0 ? null : (
              <MenuSection>
                <Header className="menu-head">What can be done with it</Header>
                {verbs.map(({ words, command }) => (
                  <MenuItem key={words} className="menu-item" onAction={() => copy(command)}>
                    {words}
                  </MenuItem>
                ))}
              </MenuSection>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {copied.fault === null ? null : (
        <div className="row-fault">
          <FaultNote fault={copied.fault} />
        </div>
      )}
    </>
  );
}
