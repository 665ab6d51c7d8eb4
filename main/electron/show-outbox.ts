import { gatherNotices, type NoticeWishes } from '../../contract/notices.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { advanceBatch, type Batch, overallProgress } from './overall-progress.ts';

interface Shown {
  readonly electron: Pick<ElectronParts, 'Notification'>;
  readonly window: WindowParts;
  readonly platform: NodeJS.Platform;
  readonly nowMs: () => number;
  readonly wishes: () => NoticeWishes;
  /** Shows the window, with this message where it is about one. */
  readonly show: (id: string | null) => void;
}

/** Keeps the taskbar in step with the outbox and notifies of ends, while nobody looks at the window. */
export function showOutbox({ electron, window, platform, nowMs, wishes, show }: Shown) {
  let batch: Batch = new Set();
  const notify = gatherNotices({
    wishes,
    nowMs,
    isLookedAt: () => window.isFocused(),
    later: (work, delayMs) => void setTimeout(work, delayMs),
    show({ title, body, id }) {
      if (!electron.Notification.isSupported()) return;
      const text = id === null ? 'Open the outbox' : 'Show the message';
      // Linux shows no buttons; there the notification itself is one, as everywhere.
      const actions = platform === 'linux' ? {} : { actions: [{ type: 'button' as const, text }] };
      const notification = new electron.Notification({ title, body, ...actions });
      notification.on('click', () => show(id));
      notification.on('action', () => show(id));
      notification.show();
    },
  });
  return (rows: readonly OutboxRow[], before: OutboxRow | undefined, row: OutboxRow): void => {
    batch = advanceBatch(batch, rows);
    const { value, mode } = overallProgress(batch, rows, platform === 'win32');
    window.setProgressBar(value, { mode });
    notify(before, row);
  };
}
