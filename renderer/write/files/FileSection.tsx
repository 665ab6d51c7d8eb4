import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { bytesPerSecond } from '../../outbox/outbox-memory.ts';
import { useOutboxRows } from '../../outbox/outbox-rows.ts';
import type { DraftSession } from '../draft/draft-session.ts';
import { useStandstill } from '../use-standstill.ts';
import { pausedWords, type Standstill } from './file-words.ts';
import { FileList } from './FileList.tsx';
import { copyingFiles } from './incoming-files.ts';
import { sizeKinds } from '../check/check-line.ts';
import { SizeMeter } from './SizeMeter.tsx';

export interface FileSectionProps {
  readonly session: DraftSession;
  readonly onChooseAgain: () => void;
  /** The mailbox that it goes from. */
  readonly address: string;
}

/** The size meter and, under it, the files. */
export function FileSection({ session, onChooseAgain, address }: FileSectionProps): ReactElement {
  const composition = useStore(session.store, (state) => state.composition);
  const incoming = useStore(session.store, (state) => state.incoming);
  const { id, files, account, isPaused, problem, findings } = composition;
  const isTooLarge = findings.some(({ kind, blocks }) => blocks && sizeKinds.includes(kind));
  const memory = useOutboxRows(({ byId }) => byId.get(id));
  const nowMs = useNow(2000);
  const everybody = useStandstill(account);
  const standstill: Standstill | null = isPaused
    ? { kind: 'paused' }
    : problem !== null || isTooLarge
      ? { kind: 'needsYou' }
      : everybody;
  const copying = copyingFiles(incoming);

  const isUploading = files.some(({ state }) => state !== 'attached');

  return (
    <>
      <SizeMeter
        size={composition.size}
        copyingBytes={copying.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)}
        count={files.length + copying.length}
      />
      {isPaused || (isUploading && problem === null && !isTooLarge) ? (
        <div className="files-pause">
          <Button look="quiet" onPress={() => void (isPaused ? session.resume() : session.pause())}>
            {isPaused ? 'Resume uploads' : 'Pause uploads'}
          </Button>
          {isPaused ? <span>{pausedWords(files.length)}</span> : null}
        </div>
      ) : null}
      <FileList
        files={files}
        incoming={incoming}
        standstill={standstill}
        bytesPerSecond={memory === undefined ? null : bytesPerSecond(memory, nowMs)}
        onRemove={(file) => void session.ask((compose) => compose.detach({ id, file }))}
        onLink={(file, asLink) => void session.link(file, asLink)}
        address={address}
        onReorder={(order) => void session.ask((compose) => compose.reorder({ id, files: [...order] }))}
        onDismiss={(key) => session.attacher.dismiss(key)}
        onShare={(key) => session.attacher.share(key)}
        onChooseAgain={onChooseAgain}
      />
    </>
  );
}
