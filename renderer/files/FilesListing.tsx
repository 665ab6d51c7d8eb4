import { useMemo, type ReactElement, type RefObject } from 'react';
import type { FileQuery } from '../../contract/files.ts';
import { useConnection } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { Button } from '../ui/Button.tsx';
import type { FileListState } from './file-list.ts';
import { ask, sortBy, useFilesQuestion } from './files-question.ts';
import { FilesFilter } from './FilesFilter.tsx';
import { FilesList } from './FilesList.tsx';
import { FilesTiles } from './FilesTiles.tsx';
import { FilesToolbar } from './FilesToolbar.tsx';
import { IngestNotices } from './IngestNotices.tsx';
import { useIngestStatus } from './ingest-state.ts';
import { wordsInNames } from './mark-words.ts';
import { NoFiles, NoMatch } from './NoFiles.tsx';
import { nothingSelected, type PickedFile, sumUp } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { dragFiles } from './use-file-action.ts';
import type { ListPlace } from './use-list-focus.ts';
import { useMailboxTurns } from './use-mailbox-turns.ts';

export interface FilesListingProps {
  readonly place: ListPlace;
  readonly state: FileListState;
  readonly query: FileQuery;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly nowMs: number;
  readonly onFocusList: () => void;
  readonly onSave: (files: readonly PickedFile[]) => void;
}

/** What is looked for, what stands in the way, the files that match, and what is selected of them. */
export function FilesListing(props: FilesListingProps): ReactElement {
  const { place, state, query, nowMs } = props;
  const { host } = useConnection();
  const accounts = useAccounts() ?? [];
  const status = useIngestStatus();
  const isOffline = useShellStatus()?.network === 'offline';
  const { look, text, sort } = useFilesQuestion();
  const words = useMemo(() => wordsInNames(state.terms), [state.terms]);
  const sum = sumUp(place.selection);
  const lines = {
    ...place,
    words,
    turnOf: useMailboxTurns(accounts),
    onDrag: host.files.kind === 'desktop' ? (ids: readonly string[]) => void dragFiles(host.files, ids) : null,
  };
  const isEmpty = state.isKnown && state.count === 0 && state.isExact;
  return (
    <section className="list-column files-listing" data-region="list" aria-label="Files">
      <div className="files-bar">
        <FilesFilter
          value={text}
          onChange={(next) => ask({ text: next })}
          inputRef={props.field}
          mailboxes={accounts.map(({ address }) => address)}
          onLeave={props.onFocusList}
        />
        <FilesToolbar state={state} query={query} look={look} />
      </div>
      <SearchProblems terms={state.terms} />
      {status === null ? null : <IngestNotices status={status} isOffline={isOffline} nowMs={nowMs} />}
      {state.fault === null ? null : (
        <FaultNote fault={state.fault}>
          <Button look="quiet" onPress={() => void place.list.refresh(null)}>
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
        <FilesList {...lines} sort={sort} onSort={sortBy} nowMs={Math.floor(nowMs / 60_000) * 60_000} />
      ) : (
        <FilesTiles {...lines} />
      )}
      {sum.count > 1 ? (
        <SelectionBar
          sum={sum}
          onSave={() => props.onSave([...place.selection.files.values()].filter((file) => file.state === 'stored'))}
          onClear={() => place.onSelect(nothingSelected)}
        />
      ) : null}
    </section>
  );
}

/** What of the search was not understood, below the field in which it stands. */
function SearchProblems({ terms }: Pick<FileListState, 'terms'>): ReactElement {
  const problems = terms.flatMap(({ problem }) => problem ?? []);
  return (
    <p className="files-problems" role="status" hidden={problems.length === 0}>
      {problems.join(' ')}
    </p>
  );
}
