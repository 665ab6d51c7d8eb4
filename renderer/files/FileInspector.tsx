import type { ReactElement } from 'react';
import type { FileDetail, FileRow } from '../../contract/files.ts';
import { FaultDetails } from '../app/FaultNote.tsx';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { Waybill } from '../ui/Waybill.tsx';
import { kindWords, stateOf, verdictOf } from './file-words.ts';
import { FileActions } from './FileActions.tsx';
import { FileFacts } from './FileFacts.tsx';
import { fileWaybill } from './file-waybill.ts';
import { MessageOfFile } from './MessageOfFile.tsx';
import { hasThumbnail } from './thumbnails.ts';
import { shownText } from './shown-text.ts';
import { Thumbnail } from './Thumbnail.tsx';
import '../outbox/OutboxDetail.css';
import './FileInspector.css';

export interface FileInspectorProps {
  readonly row: FileRow;
  readonly detail: FileDetail | null;
  readonly onBack: () => void;
  readonly onOpen: (row: FileRow) => void;
  readonly onPreview: () => void;
  readonly onSave: () => void;
}

/** One file in full: its way in, where it came from, what is known of it, and what can be done. */
export function FileInspector({ row, detail, onBack, onOpen, onPreview, onSave }: FileInspectorProps): ReactElement {
  const nowMs = useNow(10_000);
  const verdict = verdictOf(row, detail?.removedAt ?? null);
  const { tone } = stateOf(row);
  return (
    <article className="detail file-inspector">
      <div className="back-to-list">
        <Button look="quiet" onPress={onBack} autoFocus>
          ← Back to the list
        </Button>
      </div>
      {hasThumbnail(row) ? <Thumbnail key={row.id} row={row} /> : null}
      <header>
        <h2 className="detail-title">
          <bdi>{shownText(row.name)}</bdi>
        </h2>
        <p className="detail-lead">
          {[kindWords(row), row.sizeBytes === null ? null : formatBytes(row.sizeBytes)].filter(Boolean).join(', ')}
        </p>
      </header>
      {detail === null ? null : (
        <Waybill stages={fileWaybill({ ...detail, row }, nowMs)} tone={tone === 'ink' ? 'petrol' : tone} />
      )}
      {verdict === null ? null : (
        <p className="detail-verdict" data-tone={tone}>
          {verdict}
        </p>
      )}
      {detail?.isDangerous === true ? (
        <p className="detail-verdict" data-tone="amber">
          This kind can run code when it is opened. It is never opened from here: it can be shown in its folder, or
          saved.
        </p>
      ) : null}
      <FileFacts row={row} detail={detail} nowMs={nowMs} onOpen={onOpen} />
      {row.state === 'stored' ? (
        <p className="file-mark">
          Copies that leave Mailroom are marked as coming from outside
          {detail === null || detail.exportName === row.name ? '.' : `, and named ${detail.exportName}.`}
        </p>
      ) : null}
      <MessageOfFile row={row} onOpen={onOpen} />
      {row.error === null ? null : (
        <details className="detail-error">
          <summary>Details</summary>
          <FaultDetails fault={{ error: row.error, correlationId: null }} />
        </details>
      )}
      <footer className="detail-foot">
        <FileActions
          key={row.id}
          row={row}
          isDangerous={detail?.isDangerous ?? null}
          onPreview={onPreview}
          onSave={onSave}
        />
      </footer>
    </article>
  );
}
