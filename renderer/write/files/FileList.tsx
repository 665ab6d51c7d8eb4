import type { KeyboardEvent, ReactElement } from 'react';
import { DropIndicator, GridList, useDragAndDrop } from 'react-aria-components';
import type { CompositionFile } from '../../../contract/compose.ts';
import { announce } from '../../ui/announce.ts';
import { domainOf } from '../../ui/format/domain-of.ts';
import { useShortcut } from '../../app/use-shortcut.ts';
import { largestToShare } from '../check/check-line.ts';
import { AttachedFileRow } from './AttachedFileRow.tsx';
import type { Standstill } from './file-words.ts';
import { IncomingFileRow } from './IncomingFileRow.tsx';
import { type IncomingFile, isShareable } from './incoming-files.ts';
import { dropFiles, moveFile } from './move-file.ts';
import './files.css';

export interface FileListProps {
  readonly files: readonly CompositionFile[];
  readonly incoming: readonly IncomingFile[];
  readonly standstill: Standstill | null;
  readonly bytesPerSecond: number | null;
  readonly onRemove: (file: number) => void;
  readonly onLink: (file: number, asLink: boolean) => void;
  /** The mailbox that it goes from. */
  readonly address: string;
  readonly onReorder: (order: readonly number[]) => void;
  /** Stops the copying, or takes the row away. */
  readonly onDismiss: (key: string) => void;
  /** Shares as a link what is too large to be attached. */
  readonly onShare: (key: string) => void;
  readonly onChooseAgain: (key: string) => void;
}

/** The files of the message, a row each; rows move by dragging and by Alt with an arrow. */
export function FileList(props: FileListProps): ReactElement {
  const { files } = props;
  const order = files.map(({ file }) => file);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': files.find(({ file }) => file === key)?.name ?? '' })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return;
      props.onReorder(dropFiles(order, new Set([...keys].map(Number)), Number(target.key), target.dropPosition));
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="file-drop" />,
  });

  useShortcut('link', () => {
    const row = document.activeElement?.closest<HTMLElement>('.files [role="row"]');
    const focused = files.find(({ file }) => file === Number(row?.dataset['file'] ?? Number.NaN));
    const refused = focused === undefined ? props.incoming.find(isShareable) : undefined;
    const target = focused ?? largestToShare(files);
    if (refused !== undefined) props.onShare(refused.key);
    else if (target !== undefined) props.onLink(target.file, target.path !== 'link');
    return refused !== undefined || target !== undefined;
  });

  function onKeyDown(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="row"]') : null;
    const file = Number(row?.dataset['file'] ?? Number.NaN);
    const index = order.indexOf(file);
    if (index === -1) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      const next = moveFile(order, file, event.key === 'ArrowUp' ? -1 : 1);
      if (next === order) return;
      props.onReorder(next);
      announce(`Moved to place ${String(next.indexOf(file) + 1)} of ${String(order.length)}`);
    } else if (event.key === 'Delete' && row === event.target) {
      event.preventDefault();
      props.onRemove(file);
    }
  }

  return (
    <div className="files" onKeyDownCapture={onKeyDown}>
      {files.length === 0 ? null : (
        <GridList
          aria-label="Attached files"
          items={files.map((file) => ({ ...file, id: file.file }))}
          dragAndDropHooks={dragAndDropHooks}
          className="files-list"
        >
          {(file) => (
            <AttachedFileRow
              file={file}
              standstill={props.standstill}
              bytesPerSecond={props.bytesPerSecond}
              onRemove={() => props.onRemove(file.file)}
              onLink={(asLink) => props.onLink(file.file, asLink)}
              domain={domainOf(props.address)}
            />
          )}
        </GridList>
      )}
      {props.incoming.length === 0 ? null : (
        <ul className="files-list" aria-label="Files on their way to Mailroom">
          {props.incoming.map((file) => (
            <IncomingFileRow
              key={file.key}
              file={file}
              address={props.address}
              onDismiss={() => props.onDismiss(file.key)}
              onShare={() => props.onShare(file.key)}
              onChooseAgain={() => props.onChooseAgain(file.key)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
