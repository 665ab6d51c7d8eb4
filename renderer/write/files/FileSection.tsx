import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useNow } from '../../app/use-now.ts';
import { bytesPerSecond } from '../../outbox/outbox-memory.ts';
import { useOutboxRows } from '../../outbox/outbox-rows.ts';
import type { DraftSession } from '../draft/draft-session.ts';
import { useStandstill } from '../use-standstill.ts';
import { FileList } from './FileList.tsx';
import { copyingFiles } from './incoming-files.ts';
import { SizeMeter } from './SizeMeter.tsx';

export interface FileSectionProps {
  readonly session: DraftSession;
  readonly onChooseAgain: () => void;
}

/** The size meter and, under it, the files. */
export function FileSection({ session, onChooseAgain }: FileSectionProps): ReactElement {
  const composition = useStore(session.store, (state) => state.composition);
  const incoming = useStore(session.store, (state) => state.incoming);
  const { id, files, account } = composition;
  const memory = useOutboxRows(({ byId }) => byId.get(id));
  const nowMs = useNow(2000);
  const standstill = useStandstill(account);
  const copying = copyingFiles(incoming);

  function restartOf(file: number): number | null {
    const one = files.find((other) => other.file === file);
    const index = memory?.row.attachments.findIndex(({ sha256, name }) => sha256 === one?.sha256 && name === one.name);
    return index === undefined || index === -1 ? null : (memory?.restarts[index] ?? null);
  }

  return (
    <>
      <SizeMeter
        size={composition.size}
        copyingBytes={copying.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)}
        count={files.length + copying.length}
      />
      <FileList
        files={files}
        incoming={incoming}
        standstill={standstill}
        bytesPerSecond={memory === undefined ? null : bytesPerSecond(memory, nowMs)}
        restartOf={restartOf}
        onRemove={(file) => void session.ask((compose) => compose.detach({ id, file }))}
        onReorder={(order) => void session.ask((compose) => compose.reorder({ id, files: [...order] }))}
        onDismiss={(key) => session.attacher.dismiss(key)}
        onChooseAgain={onChooseAgain}
      />
    </>
  );
}
