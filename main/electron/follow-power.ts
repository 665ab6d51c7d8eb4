import type { ElectronParts } from './electron-parts.ts';

interface Wake {
  readonly electron: Pick<ElectronParts, 'powerMonitor'>;
  /** True once the service answers. */
  readonly probe: () => Promise<boolean>;
  /** Due work goes on now instead of at its next try. */
  readonly goOn: () => void;
}

/**
 * Networks need some seconds after sleep, and the event itself may come twice.
 * @testexport
 */
export const WAKE_GRACE_MS = 8_000;
const PROBE_AGAIN_MS = 5_000;
const PROBES = 12;

/** After sleep: one wait however often the system says so, then a question to the service, and only then work. */
export function followPower({ electron, probe, goOn }: Wake): void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (delayMs: number, left: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tryNow(left), delayMs);
  };
  const tryNow = async (left: number): Promise<void> => {
    if (await probe()) return goOn();
    // The engine's own retries take over when this gives up.
    if (left > 1) wait(PROBE_AGAIN_MS, left - 1);
  };
  electron.powerMonitor.on('resume', () => wait(WAKE_GRACE_MS, PROBES));
  electron.powerMonitor.on('suspend', () => clearTimeout(timer));
}
