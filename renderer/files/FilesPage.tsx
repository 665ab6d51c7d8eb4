import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { FileQuery, FileRow } from '../../contract/files.ts';
import { useConnection } from '../app/connection.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { useNow } from '../app/use-now.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { useIsNarrow } from '../outbox/use-is-narrow.ts';
import { FilePreview } from '../preview/FilePreview.tsx';
import { FileInspector } from './FileInspector.tsx';
import { FilesListing } from './FilesListing.tsx';
import { useFilesQuestion } from './files-question.ts';
import { FirstUse } from './FirstUse.tsx';
import { useIngestStatus } from './ingest-state.ts';
import { NothingSelected } from './NothingSelected.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { nothingSelected, type PickedFile } from './selection.ts';
import { openFile } from './use-file-action.ts';
import { useFileList } from './use-file-list.ts';
import type { ListHandle } from './use-list-focus.ts';
import { rememberOpened, useOpenFile } from './use-open-file.ts';
import { useSelection } from './use-selection.ts';
import '../ui/Columns.css';
import './FilesPage.css';

export interface FilesPageProps {
  /** The file that is open, or null. */
  readonly id: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** Every file that came by mail, over all mailboxes; in a narrow window the open one takes the place of the list. */
export function FilesPage({ id, onOpen }: FilesPageProps): ReactElement {
  const { host } = useConnection();
  const accounts = useAccounts() ?? [];
  const status = useIngestStatus();
  const isNarrow = useIsNarrow();
  const nowMs = useNow(15_000);
  const { text, sort, withInline } = useFilesQuestion();
  const sought = useDeferredValue(text);
  const query = useMemo<FileQuery>(() => ({ text: sought, sort, withInline }), [sought, sort, withInline]);
  const listed = useRef<ListHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const { list, state } = useFileList(query, listed);
  const [selection, setSelection] = useSelection(list, state.revision);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [saving, setSaving] = useState<readonly PickedFile[] | null>(null);
  const openIndex = id === null ? null : list.indexOf(id);
  const open = useOpenFile(id, openIndex === null ? null : list.rowAt(openIndex));
  const isOpen = open !== null;
  const isMany = selection.files.size > 1;

  const focusList = (): void => page.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus();
  // A narrow window takes the file and the focus in it away with Back: it goes on in the list.
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) focusList();
    wasOpen.current = isOpen;
  }, [isOpen]);
  useShortcut('filter', () => field.current?.focus());
  useShortcut('close', () => (isMany ? setSelection(nothingSelected) : onOpen(null)), isOpen || isMany);

  function show(row: FileRow): void {
    rememberOpened(row);
    onOpen(row.id);
  }
  function preview(row: FileRow): void {
    show(row);
    setIsPreviewing(true);
  }

  const isWhole = state.isExact || state.isCut;
  const isAnyFollowed = status === null || status.folders.length > 0;
  if (!isAnyFollowed && text === '' && state.isKnown && state.count === 0) return <FirstUse accounts={accounts} />;
  return (
    <div className="files-page" data-open={isOpen} data-narrow={isNarrow || undefined} ref={page}>
      <h1 className="visually-hidden">Files</h1>
      <FilesListing
        place={{
          ref: listed,
          list,
          revision: state.revision,
          // One line more stands for what may still be found.
          count: state.count + (isWhole ? 0 : 1),
          isWhole,
          selection,
          onSelect: setSelection,
          onSettle(row, by) {
            if (!isNarrow || by === 'press' || isPreviewing) show(row);
          },
          onEnter(row) {
            if (isNarrow) show(row);
            else if (host.files.kind === 'desktop') void openFile(host.files, row.id);
            else preview(row);
          },
          onPreview: preview,
          isCovered: isPreviewing,
        }}
        state={state}
        query={query}
        field={field}
        nowMs={nowMs}
        onFocusList={focusList}
        onSave={setSaving}
      />
      <section className="detail-column files-detail" data-region="detail" aria-label="File" tabIndex={0}>
        {open === null || open === 'missing' ? (
          <NothingSelected status={status} nowMs={nowMs} isMissing={open === 'missing'} query={text} />
        ) : (
          <FileInspector
            key={open.row.id}
            row={open.row}
            detail={open.detail}
            onBack={() => onOpen(null)}
            onOpen={show}
            onPreview={() => setIsPreviewing(true)}
            onSave={() => setSaving([open.row])}
          />
        )}
      </section>
      {isPreviewing && open !== null && open !== 'missing' ? (
        <FilePreview
          file={open.row}
          onClose={() => setIsPreviewing(false)}
          onPrevious={openIndex === null || openIndex === 0 ? null : () => listed.current?.move(-1)}
          onNext={openIndex === null || openIndex + 1 >= state.count ? null : () => listed.current?.move(1)}
        />
      ) : null}
      {saving === null ? null : <SaveDialog files={saving} onClose={() => setSaving(null)} />}
    </div>
  );
}
