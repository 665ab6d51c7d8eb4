import { type OutboxRow, pausedReasons } from '../../contract/outbox.ts';
import type { ElectronParts } from './electron-parts.ts';

/** While bytes of a file move and the machine is on mains power, the system may not put itself to sleep. */
export function keepAwake({
  powerMonitor,
  powerSaveBlocker,
}: Pick<ElectronParts, 'powerMonitor' | 'powerSaveBlocker'>) {
  let blocker: number | null = null;
  let isMoving = false;

  function look(): void {
    const isWanted = isMoving && !powerMonitor.onBatteryPower;
    if (isWanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isWanted || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  powerMonitor.on('on-ac', look);
  powerMonitor.on('on-battery', look);
  return {
    show(rows: readonly OutboxRow[], nowMs: number): void {
      isMoving = rows.some((row) => movesBytes(row, nowMs));
      look();
    },
    /** The engine is gone, and with it whatever moved. */
    letGo(): void {
      isMoving = false;
      look();
    },
  };
}

/** Neither paused nor waiting for anything: what waits for hours must not keep a machine awake. */
function movesBytes({ state, attachments, waitingUntil, reason }: OutboxRow, nowMs: number): boolean {
  if (state !== 'uploading' && state !== 'draft') return false;
  if (reason === pausedReasons.byPerson || (waitingUntil !== null && Date.parse(waitingUntil) > nowMs)) return false;
  return attachments.some((file) => file.state === 'uploading');
}
