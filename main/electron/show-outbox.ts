import type { OutboxRow } from '../../contract/outbox.ts';
import { describeOutcome } from './describe-outcome.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { advanceBatch, type Batch, overallProgress } from './overall-progress.ts';

interface Shown {
  readonly electron: Pick<ElectronParts, 'Notification'>;
  readonly window: WindowParts;
  readonly platform: NodeJS.Platform;
  readonly show: (id: string) => void;
}

/** Keeps the taskbar in step with the outbox and notifies of ends, while nobody looks at the window. */
export function showOutbox({ electron, window, platform, show }: Shown) {
  let batch: Batch = new Set();
  return (rows: readonly OutboxRow[], before: OutboxRow | undefined, row: OutboxRow): void => {
    batch = advanceBatch(batch, rows);
    const { value, mode } = overallProgress(batch, rows, platform === 'win32');
    window.setProgressBar(value, { mode });

    const outcome = describeOutcome(before, row);
    if (outcome === null || window.isFocused() || !electron.Notification.isSupported()) return;
    const notification = new electron.Notification({ ...outcome });
    notification.on('click', () => show(row.id));
    notification.show();
  };
}
