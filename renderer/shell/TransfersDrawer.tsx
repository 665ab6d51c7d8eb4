import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { goTo, toggleDrawer, useWindow } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { fileWords, isMoving, titleOf } from '../outbox/describe-row.ts';
import type { OutboxMemory } from '../outbox/outbox-memory.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { Button } from '../ui/Button.tsx';
import { formatShare } from '../ui/format/format-bytes.ts';
import { truncateMiddle } from '../ui/format/truncate-middle.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Ribbon } from '../ui/Ribbon.tsx';
import { transfersOf } from './transfers.ts';
import { pauseOrResumeCommand, usePauseOrResume } from './use-shell-shortcuts.ts';
import './TransfersDrawer.css';

/** Every file that is on its way, whatever message it belongs to. */
export function TransfersDrawer(): ReactElement | null {
  const isOpen = useWindow(({ isDrawerOpen }) => isDrawerOpen);
  return isOpen ? <Drawer /> : null;
}

function Drawer(): ReactElement {
  const byId = useOutboxRows((rows) => rows.byId);
  const status = useShellStatus();
  const pauseOrResume = usePauseOrResume();
  const transfers = transfersOf(byId.values());
  return (
    <section className="drawer" data-region="drawer" aria-label="Transfers">
      <header className="drawer-head">
        <h2>Transfers</h2>
        <Button look="quiet" onPress={pauseOrResume} keys={keysOf('pauseAll')} command={pauseOrResumeCommand(status)}>
          {status?.paused === true ? 'Resume all' : 'Pause all'}
        </Button>
        <IconButton icon={X} label="Hide transfers" keys={keysOf('transfers')} onPress={toggleDrawer} />
      </header>
      {transfers.length === 0 ? (
        <p className="drawer-none">No file is on its way.</p>
      ) : (
        <ul className="drawer-list" tabIndex={0} aria-label="Files on their way">
          {transfers.map(({ memory, index }) => (
            <TransferRow key={`${memory.row.id} ${index}`} memory={memory} index={index} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TransferRow({
  memory,
  index,
}: {
  readonly memory: OutboxMemory;
  readonly index: number;
}): ReactElement | null {
  const nowMs = useNow();
  const { row } = memory;
  const file = row.attachments[index];
  if (file === undefined) return null;
  const { words, tone } = fileWords(row, file, nowMs);
  const share = formatShare(file.confirmedBytes, file.sizeBytes);
  return (
    <li className="drawer-row">
      <span className="drawer-name" title={file.name}>
        {truncateMiddle(file.name, 40)}
      </span>
      <Button look="quiet" onPress={() => goTo(row.state === 'draft' ? 'write' : 'outbox', row.id)}>
        {truncateMiddle(titleOf(row), 36)}
      </Button>
      <Ribbon
        label={file.name}
        totalBytes={file.sizeBytes}
        confirmedBytes={file.confirmedBytes}
        isMoving={isMoving(row, nowMs) && file.state === 'uploading'}
        restartedAtBytes={file.restart?.atBytes ?? null}
        valueText={`${share}, ${words}`}
      />
      <span className="drawer-share">{share}</span>
      <span className="drawer-state tone" data-tone={tone}>
        {words}
      </span>
    </li>
  );
}
