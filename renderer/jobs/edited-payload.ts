import { diffLines } from 'diff';
import type { z } from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;
type Members = Record<string, Json>;

export type EditedPayload =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unreadable'; readonly problem: string }
  /** The changed members alone, and every line of both with what became of it. */
  | { readonly kind: 'changed'; readonly members: Members; readonly lines: readonly DiffLine[] };

export interface DiffLine {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

/** The members that may be changed, as text to be edited. */
export function editableText(payload: string, editable: readonly string[]): string {
  return write(pick(readObject(payload) ?? {}, editable));
}

/** Compares what a person made of `editableText`. Members that may not be changed are refused by name. */
export function readEdited(payload: string, editable: readonly string[], text: string): EditedPayload {
  const after = readObject(text);
  if (after === null)
    return { kind: 'unreadable', problem: 'This is not JSON: an object with quoted names is needed.' };
  const foreign = Object.keys(after).find((name) => !editable.includes(name));
  if (foreign !== undefined) return { kind: 'unreadable', problem: `“${foreign}” cannot be changed.` };
  const before = pick(readObject(payload) ?? {}, editable);
  const missing = Object.keys(before).find((name) => !(name in after));
  if (missing !== undefined) return { kind: 'unreadable', problem: `“${missing}” is missing.` };
  const changed = Object.entries(after).filter(([name, value]) => write(value) !== write(before[name]));
  if (changed.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', members: Object.fromEntries(changed), lines: diffOf(write(before), write(after)) };
}

function diffOf(before: string, after: string): readonly DiffLine[] {
  return diffLines(`${before}\n`, `${after}\n`).flatMap(({ value, added, removed }) => {
    const change = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ text, change }) as const);
  });
}

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

function readObject(text: string): Members | null {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function write(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}
