import { join } from 'node:path';
import { type LogLevel, pinoLog } from '../../adapters/log/pino-log.ts';
import { openRotatingFile } from '../../adapters/log/rotating-file.ts';
import type { Log } from '../../core/ports/log.ts';

/** Enough for a support bundle, and small enough to be kept in memory. */
const RECENT_LINES = 500;

export interface EngineLog extends Log {
  /** The newest lines exactly as they were written, oldest first. */
  recent(): readonly string[];
  /** Told of each line. Returns the way out. */
  onLine(listener: (line: string) => void): () => void;
  close(): void;
}

/** `logs/mailroom.log` of the data folder, and whoever else wants each line. Only the owner of the folder writes it. */
export function openLog(dataDir: string, level: LogLevel, host: (line: string) => void): EngineLog {
  const file = openRotatingFile(join(dataDir, 'logs', 'mailroom.log'));
  const listeners = new Set<(line: string) => void>([host]);
  let lines: string[] = [];
  const log = pinoLog(level, (written) => {
    file.write(written);
    const line = written.trimEnd();
    lines.push(line);
    if (lines.length >= 2 * RECENT_LINES) lines = lines.slice(-RECENT_LINES);
    for (const listener of listeners) listener(line);
  });
  return {
    ...log,
    recent: () => lines.slice(-RECENT_LINES),
    onLine(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => file.close(),
  };
}
