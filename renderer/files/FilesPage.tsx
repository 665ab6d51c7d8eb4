import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { FileQuery, FileRow } from '../../contract/files.ts';
import { useConnection } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { useNow } from '../app/use-now.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { useIsNarrow } from '../outbox/use-is-narrow.ts';
import { FilePreview } from '../preview/FilePreview.tsx';
import { Button } from '../ui/Button.tsx';
import { ask, sortBy, useFilesQuestion } from './files-question.ts';
import { FileInspector } from './FileInspector.tsx';
import { FilesFilter } from './FilesFilter.tsx';
import { FilesList } from './FilesList.tsx';
import { FilesTiles } from './FilesTiles.tsx';
import { FilesToolbar } from './FilesToolbar.tsx';
import { FirstUse } from './FirstUse.tsx';
import { IngestNotices } from './IngestNotices.tsx';
import { useIngestStatus } from './ingest-state.ts';
import { wordsInNames } from './mark-words.ts';
import { NoFiles, NoMatch } from './NoFiles.tsx';
import { NothingSelected } from './NothingSelected.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { nothingSelected, type PickedFile, renewSelection, type Selection, sumUp } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { dragFiles } from './use-file-action.ts';
import { useFileList } from './use-file-list.ts';
import type { ListHandle } from './use-list-focus.ts';
import { rememberOpened, useOpenFile } from './use-open-file.ts';
import './FilesPage.css';

export interface FilesPageProps {
  /** The file that is open, or null. */
  readonly id: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** Degrees between the colours of two mailboxes. */
const turnDegrees = 137;

/** Every file that came by mail, over all mailboxes; in a narrow window the open one takes the place of the list. */
export function FilesPage({ id, onOpen }: FilesPageProps): ReactElement {
  const { host } = useConnection();
  const accounts = useAccounts() ?? [];
  const status = useIngestStatus();
  const isOffline = useShellStatus()?.network === 'offline';
  const isNarrow = useIsNarrow();
  const nowMs = useNow(15_000);
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const { look, text, sort, withInline } = useFilesQuestion();
  const sought = useDeferredValue(text);
  const query = useMemo<FileQuery>(() => ({ text: sought, sort, withInline }), [sought, sort, withInline]);
  const listed = useRef<ListHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [saving, setSaving] = useState<readonly PickedFile[] | null>(null);
  const { list, state } = useFileList(query, {
    anchor() {
      const index = listed.current?.topLine() ?? null;
      const row = index === null ? null : list.rowAt(index);
      return index === null || row === null ? null : { index, id: row.id };
    },
    onShift: (files) => listed.current?.shift(files),
  });
  const words = useMemo(() => wordsInNames(state.terms), [state.terms]);
  // One mailbox needs no colour to be told from others.
  const turns = useMemo(
    () => new Map(accounts.length < 2 ? [] : accounts.map((account, index) => [account.id, index * turnDegrees])),
    [accounts],
  );
  const openIndex = id === null ? null : list.indexOf(id);
  const open = useOpenFile(id, openIndex === null ? null : list.rowAt(openIndex));
  const sum = sumUp(selection);
  const isMany = sum.count > 1;

  useEffect(() => setSelection(nothingSelected), [list]);
  useEffect(() => {
    setSelection((before) =>
      renewSelection(before, (one) => {
        const index = list.indexOf(one);
        return index === null ? null : list.rowAt(index);
      }),
    );
  }, [list, state.revision]);
  const openRow = (row: FileRow): void => {
    rememberOpened(row);
    onOpen(row.id);
  };
  const isOpen = open !== null;
  const focusList = (): void => page.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus();
  // A narrow window takes the file and the focus in it away with Back: it goes on in the list.
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) focusList();
    wasOpen.current = isOpen;
  }, [isOpen]);
  useShortcut('filter', () => field.current?.focus());
  useShortcut(
    'close',
    () => {
      if (isMany) setSelection(nothingSelected);
      else onOpen(null);
    },
    isOpen || isMany,
  );

  const isWhole = state.isExact || state.isCut;
  const isEmpty = state.isKnown && state.count === 0 && state.isExact;
  const isAnyFollowed = status === null || status.folders.length > 0;
  if (isEmpty && text === '' && !isAnyFollowed) return <FirstUse accounts={accounts} />;

  const place = {
    ref: listed,
    list,
    revision: state.revision,
    // One line more stands for what may still be found.
    count: state.count + (isWhole ? 0 : 1),
    isWhole,
    selection,
    onSelect: setSelection,
    onSettle: (row: FileRow, by: 'key' | 'press') => {
      if (!isNarrow || by === 'press' || isPreviewing) openRow(row);
    },
    onEnter: openRow,
    onPreview: (row: FileRow) => {
      openRow(row);
      setIsPreviewing(true);
    },
    isCovered: isPreviewing,
    words,
    turnOf: (row: FileRow) => turns.get(row.account) ?? null,
    onDrag: host.files.kind === 'desktop' ? (ids: readonly string[]) => void dragFiles(host.files, ids) : null,
  };
  return (
    <div className="files-page" data-open={isOpen} data-narrow={isNarrow || undefined} ref={page}>
      <h1 className="visually-hidden">Files</h1>
      <section className="files-listing" data-region="list" aria-label="Files">
        <div className="files-bar">
          <FilesFilter
            value={text}
            onChange={(next) => ask({ text: next })}
            inputRef={field}
            mailboxes={accounts.map(({ address }) => address)}
            onLeave={focusList}
          />
          <FilesToolbar state={state} query={query} look={look} />
        </div>
        <SearchProblems terms={state.terms} />
        {status === null ? null : <IngestNotices status={status} isOffline={isOffline} nowMs={nowMs} />}
        {state.fault === null ? null : (
          <FaultNote fault={state.fault}>
            <Button look="quiet" onPress={() => void list.refresh(null)}>
              Try again
            </Button>
          </FaultNote>
        )}
        {isEmpty ? (
          text.trim() === '' && status !== null ? (
            <NoFiles status={status} nowMs={nowMs} />
          ) : (
            <NoMatch />
          )
        ) : look === 'list' ? (
          <FilesList {...place} sort={sort} onSort={sortBy} nowMs={minuteMs} />
        ) : (
          <FilesTiles {...place} />
        )}
        {isMany ? (
          <SelectionBar
            sum={sum}
            onSave={() => setSaving([...selection.files.values()].filter((file) => file.state === 'stored'))}
            onClear={() => setSelection(nothingSelected)}
          />
        ) : null}
      </section>
      <section className="files-detail" data-region="detail" aria-label="File" tabIndex={0}>
        {open === null ? (
          <NothingSelected status={status} nowMs={nowMs} />
        ) : open === 'missing' ? (
          <NothingSelected status={status} nowMs={nowMs} words="There is no such file." />
        ) : (
          <FileInspector
            key={open.row.id}
            row={open.row}
            detail={open.detail}
            onBack={() => onOpen(null)}
            onOpen={openRow}
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

/** What of the search was not understood, below the field in which it stands. */
function SearchProblems({ terms }: { readonly terms: readonly { readonly problem: string | null }[] }): ReactElement {
  const problems = terms.flatMap(({ problem }) => problem ?? []);
  return (
    <p className="files-problems" role="status" hidden={problems.length === 0}>
      {problems.join(' ')}
    </p>
  );
}
