import type { ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useConnection } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { mostSelected, type SelectionSum } from './selection.ts';
import { useFileAction } from './use-file-action.ts';

export interface SelectionBarProps {
  readonly sum: SelectionSum;
  readonly onSave: () => void;
  readonly onClear: () => void;
}

/** As many as one ZIP takes. */
const mostDownloaded = 1000;

/** What many files are together, and what can be done with all of them. */
export function SelectionBar({ sum, onSave, onClear }: SelectionBarProps): ReactElement {
  const { host } = useConnection();
  const { count, bytes, stored } = sum;
  const action = useFileAction(stored);
  useShortcut('copyId', () => action.run('copyId'));
  useShortcut('copyCommand', () => action.run('copyCommand'));
  const command = commands['files.save'](stored);
  const missing = count - stored.length;
  const none = stored.length === 0 ? 'None of them is here yet.' : null;
  const tooMany =
    stored.length > mostDownloaded
      ? `One ZIP takes ${formatCount(mostDownloaded)} files. “Copy as command” saves more.`
      : null;
  return (
    <section className="files-selected" aria-label="Selected files">
      {action.fault === null ? null : <FaultNote fault={action.fault} />}
      <p>
        <b>{`${countWords(count, 'file')}, ${formatBytes(bytes)}`}</b>
        {missing === 0 ? '' : ` ${countWords(missing, 'is not here', 'are not here')}.`}
        {count >= mostSelected ? ' As many as can be selected at once.' : ''}
      </p>
      <div className="files-selected-actions">
        {host.files.kind === 'desktop' ? (
          <Button look="primary" onPress={onSave} unavailable={none} command={command}>
            Save all…
          </Button>
        ) : (
          <Button
            look="primary"
            isPending={action.isRunning}
            onPress={() => action.run('download')}
            unavailable={none ?? tooMany}
            command={command}
          >
            Download as ZIP
          </Button>
        )}
        <Button onPress={() => action.run('copyCommand')} keys={keysOf('copyCommand')} unavailable={none}>
          Copy as command
        </Button>
        <Button look="quiet" onPress={onClear}>
          Clear
        </Button>
      </div>
    </section>
  );
}
