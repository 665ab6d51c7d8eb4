import type { Failure } from './failure.ts';
import { printable } from './printable.ts';

export interface ListEntry {
  readonly document: unknown;
  readonly line: string;
}

/** Results go to stdout, everything a person reads meanwhile to stderr. */
export interface Output {
  /** True when stdout carries one JSON document instead of words. */
  readonly json: boolean;
  readonly quiet: boolean;
  readonly stderr: NodeJS.WriteStream;
  /** The one result of a command. */
  result(document: unknown, lines: readonly string[]): void;
  /** One of many results, as one line of JSON whatever the options say. */
  line(document: unknown): void;
  /** A result of any length, written as it comes. False when it is not whole: stopped, or nobody reads it any more. */
  list(entries: AsyncIterable<ListEntry>, stop: AbortSignal): Promise<boolean>;
  /** A remark on the way, dropped by `--quiet`. */
  say(line: string): void;
  /** The words of an error whose data is part of the result. */
  explain(failure: Failure): void;
  /** The error instead of a result. */
  fail(failure: Failure): void;
}

export function createOutput(
  streams: { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream },
  options: { readonly json: boolean; readonly quiet: boolean },
): Output {
  const { stdout, stderr } = streams;
  const explain = (failure: Failure): void => {
    stderr.write(asText(failureLines(failure)));
  };
  return {
    ...options,
    stderr,
    result(document, lines) {
      stdout.write(options.json ? `${JSON.stringify(document)}\n` : asText(lines));
    },
    line(document) {
      stdout.write(`${JSON.stringify(document)}\n`);
    },
    list: (entries, stop) => writeList(stdout, options.json, entries, stop),
    say(line) {
      if (!options.quiet) stderr.write(asText([line]));
    },
    explain,
    fail(failure) {
      if (options.json) stdout.write(`${JSON.stringify(failure)}\n`);
      explain(failure);
    },
  };
}

/** Cut off in the middle it is no JSON, so that a part never passes for the whole. */
async function writeList(
  stdout: NodeJS.WriteStream,
  json: boolean,
  entries: AsyncIterable<ListEntry>,
  stop: AbortSignal,
): Promise<boolean> {
  let before = '[';
  for await (const { document, line } of entries) {
    if (!stdout.writable || stop.aborted) return false;
    const isRoomLeft = stdout.write(json ? `${before}${JSON.stringify(document)}` : asText([line]));
    if (!isRoomLeft) await untilDrained(stdout);
    before = ',\n';
  }
  if (json) stdout.write(before === '[' ? '[]\n' : ']\n');
  return true;
}

function untilDrained(stdout: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      for (const event of ['drain', 'close', 'error']) stdout.off(event, end);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stdout.on(event, end);
  });
}

/** What happened and what is safe, what next, and last what to quote. */
export function failureLines({ error, correlationId }: Failure): readonly string[] {
  return [error.message, error.remediation, `Details: ${error.error_code}, ${correlationId}`];
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}
