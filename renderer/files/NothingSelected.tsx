import type { ReactElement } from 'react';
import type { IngestStatus } from '../../contract/ingest.ts';
import { commands } from '../app/commands.ts';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { countWords } from '../ui/format/count-words.ts';
import { backlogWords, folderWords } from './ingest-words.ts';
import { shownText } from './shown-text.ts';

const keys: readonly (readonly [words: string, keys: string])[] = [
  ['Preview', 'Space'],
  ['Find files', keysOf('filter')],
  ['Select all that match', keysOf('selectAll')],
];

/** What stands beside the list while no file is open: what is collected from where, and the keys that lead on. */
export function NothingSelected({
  status,
  nowMs,
  isMissing,
  query,
}: {
  readonly status: IngestStatus | null;
  readonly nowMs: number;
  /** What was to be opened is not there. */
  readonly isMissing: boolean;
  /** What is searched for. */
  readonly query: string;
}): ReactElement {
  useOpenCommand(commands['files.page'](query));
  return (
    <div className="nothing-open">
      <p>{isMissing ? 'There is no such file.' : `${countWords(status?.stored ?? 0, 'file')} on this disk.`}</p>
      <ul className="files-followed" aria-label="Followed folders">
        {(status?.folders ?? []).map((folder) => {
          const stands = folderWords(folder, nowMs);
          return (
            <li key={`${folder.account} ${folder.folder}`}>
              <p>
                <b>{shownText(folder.name)}</b> of {folder.mailbox}
              </p>
              <span className="tone" data-tone={stands.tone}>
                {stands.words}
              </span>
              {folder.backlog === 0 ? null : <span>{backlogWords(folder, nowMs)}</span>}
            </li>
          );
        })}
      </ul>
      <dl>
        {keys.map(([does, key]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
