import type { Log, LogEvent, LogFields } from '../../main/core/ports/log.ts';

const nothing = (): void => undefined;

export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Keeps what is logged, as event and fields. */
export function recordingLog(): Log & { readonly logged: readonly (readonly [LogEvent, LogFields])[] } {
  const logged: (readonly [LogEvent, LogFields])[] = [];
  const keep = (event: LogEvent, fields: LogFields = {}): void => void logged.push([event, fields]);
  return { logged, debug: keep, info: keep, warn: keep, error: keep };
}
