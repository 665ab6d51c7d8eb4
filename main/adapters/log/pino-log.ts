import { pino } from 'pino';
import type { Log, LogEvent, LogFields } from '../../core/ports/log.ts';
import { shapeFields } from './shape-fields.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** One JSON line an event: `time`, `level`, `event` and the fields that have something to say. */
export function pinoLog(level: LogLevel, write: (line: string) => void): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const at =
    (chosen: Exclude<LogLevel, 'silent'>) =>
    (event: LogEvent, fields: LogFields = {}): void => {
      if (logger.isLevelEnabled(chosen)) logger[chosen]({ event, ...shapeFields(fields) });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
