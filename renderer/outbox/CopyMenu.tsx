import type { ReactElement } from 'react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { OutboxRow } from '../../contract/outbox.ts';
import { copyText } from '../app/copy-text.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import type { RowAction } from './row-actions.ts';
import { verbCommand } from './row-commands.ts';

const ownShell = navigator.platform.startsWith('Win') ? 'powershell' : 'sh';
const shells = { sh: 'sh', powershell: 'PowerShell' } as const;
type Shell = keyof typeof shells;

/** The message, and what can be done with it, as command lines. */
export function CopyMenu({
  row,
  actions,
}: {
  readonly row: OutboxRow;
  readonly actions: readonly RowAction[];
}): ReactElement {
  const client = useClient();
  const copied = useAction(async ({ asNew, shell }: { readonly asNew: boolean; readonly shell: Shell }) => {
    const command = await client.outbox.command({ id: row.id, asNew });
    copyText(command[shell], 'Command copied');
  });
  // A draft has not used its key yet: whatever sends it makes a new message.
  const asNew = row.state === 'draft';
  useShortcut('copyCommand', () => copied.run({ asNew, shell: ownShell }));
  const otherShell = ownShell === 'sh' ? 'powershell' : 'sh';
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
                  onAction={() => copied.run({ asNew: false, shell: ownShell })}
                >
                  Send it, safe to run again <kbd>{keysOf('copyCommand')}</kbd>
                </MenuItem>
              )}
              <MenuItem className="menu-item" onAction={() => copied.run({ asNew: true, shell: ownShell })}>
                Send it as a new message
              </MenuItem>
              <MenuItem className="menu-item" onAction={() => copied.run({ asNew, shell: otherShell })}>
                {`Send it, for ${shells[otherShell]}`}
              </MenuItem>
              <MenuItem
                className="menu-item"
                onAction={() => copyText(`mailroom outbox show ${row.id}`, 'Command copied')}
              >
                Show it
              </MenuItem>
            </MenuSection>
            {verbs.length === 0 ? null : (
              <MenuSection>
                <Header className="menu-head">What can be done with it</Header>
                {verbs.map(({ words, command }) => (
                  <MenuItem key={words} className="menu-item" onAction={() => copyText(command, 'Command copied')}>
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
