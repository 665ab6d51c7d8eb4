import type { Failure } from './failure.ts';
import { printable } from './printable.ts';

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

/** What happened and what is safe, what next, and last what to quote. */
export function failureLines({ error, correlationId }: Failure): readonly string[] {
  return [error.message, error.remediation, `Details: ${error.error_code}, ${correlationId}`];
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}
