import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { TraceWord } from './orders.ts';

export type Trace = (word: TraceWord, what: string) => void;

/** Each line is one write, which survives the death of the writer. */
export function openTrace(file: string): Trace {
  const fd = openSync(file, 'a');
  return (word, what) => void writeSync(fd, `${word} ${what}\n`);
}

/** Oldest first. */
export function readTrace(file: string): readonly { readonly word: TraceWord; readonly what: string }[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const at = line.indexOf(' ');
    return { word: line.slice(0, at) as TraceWord, what: line.slice(at + 1) };
  });
}
