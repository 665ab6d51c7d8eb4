import type { ReactElement } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { FileRow } from '../../contract/files.ts';
import { commands } from '../app/commands.ts';
import { useConnection } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { carryCommand } from '../ui/carried-command.ts';
import { useFileAction } from './use-file-action.ts';

export interface FileActionsProps {
  readonly row: FileRow;
  /** Null until it is known. */
  readonly isDangerous: boolean | null;
  readonly onPreview: () => void;
  readonly onSave: () => void;
}

const notHere = 'Its bytes are not here yet.';

/** What can be done with one file. Opening and folders are the desktop's, downloads the browser's. */
export function FileActions({ row, isDangerous, onPreview, onSave }: FileActionsProps): ReactElement {
  const { host } = useConnection();
  const action = useFileAction([row.id]);
  const isHere = row.state === 'stored';
  const isDesktop = host.files.kind === 'desktop';
  const missing = isHere ? null : notHere;
  useShortcut('copyId', () => action.run('copyId'));
  useShortcut('copyCommand', () => action.run('copyCommand'));
  useShortcut('retry', () => (row.state === 'needsYou' ? action.run('fetchAgain') : false));
  const isFailed = row.state === 'needsYou';
  const save = commands['files.save']([row.id]);
  const fetch = commands['files.fetchAgain'](row.id);
  return (
    <>
      {action.fault === null ? null : (
        <div className="row-fault">
          <FaultNote fault={action.fault}>
            {action.fault.error.error_code === 'file_damaged' ? (
              <Button look="quiet" onPress={() => action.run('fetchAgain')} command={fetch}>
                Fetch again
              </Button>
            ) : null}
          </FaultNote>
        </div>
      )}
      <div className="row-actions">
        {isFailed ? (
          <Button
            look="primary"
            isPending={action.isRunning}
            onPress={() => action.run('fetchAgain')}
            keys={keysOf('retry')}
            command={fetch}
          >
            Fetch again
          </Button>
        ) : null}
        {isDesktop ? (
          <>
            <Button
              look={isFailed ? 'plain' : 'primary'}
              onPress={() => action.run('open')}
              unavailable={missing ?? (isDangerous === true ? dangerous : null)}
            >
              Open
            </Button>
            <Button onPress={onSave} unavailable={missing} command={save}>
              Save…
            </Button>
            <Button onPress={() => action.run('reveal')} unavailable={missing}>
              Show in folder
            </Button>
          </>
        ) : (
          <Button
            look={isFailed ? 'plain' : 'primary'}
            onPress={() => action.run('download')}
            unavailable={missing}
            command={save}
          >
            Download
          </Button>
        )}
        <Button onPress={onPreview} keys="Space">
          Preview
        </Button>
        <MenuTrigger>
          <AriaButton className="button button-quiet">More…</AriaButton>
          <Popover className="popover" placement="top end" offset={4}>
            <Menu className="menu" aria-label="More">
              <MenuItem className="menu-item" onAction={() => action.run('copyId')}>
                Copy id <kbd>{keysOf('copyId')}</kbd>
              </MenuItem>
              <MenuItem className="menu-item" onAction={() => action.run('copyCommand')}>
                Copy as command <kbd>{keysOf('copyCommand')}</kbd>
              </MenuItem>
              {isDesktop && isHere ? (
                <MenuItem className="menu-item" onAction={() => action.run('copyFile')}>
                  Copy file
                </MenuItem>
              ) : null}
              {isHere ? (
                <MenuItem className="menu-item" onAction={() => action.run('fetchAgain')} {...carryCommand(fetch)}>
                  Check, and fetch again if damaged
                </MenuItem>
              ) : null}
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
    </>
  );
}

const dangerous = 'This kind can run code when it is opened. Show it in its folder and decide there.';
