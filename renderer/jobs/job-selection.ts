import type { JobId } from '../../contract/ids.ts';

/** Jobs that were picked in a list, and where a range begins. */
export interface JobSelection {
  readonly ids: ReadonlySet<JobId>;
  readonly anchor: number | null;
}

export const noSelection: JobSelection = { ids: new Set(), anchor: null };

export function toggleJob({ ids }: JobSelection, id: JobId, index: number): JobSelection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: index };
}

/** The range from the anchor, or from `from` where there is none, takes the place of what was selected. */
export function selectRange(before: JobSelection, all: readonly JobId[], from: number, to: number): JobSelection {
  const anchor = before.anchor ?? from;
  return { ids: new Set(all.slice(Math.min(anchor, to), Math.max(anchor, to) + 1)), anchor };
}

/** Jobs that left the list are no longer selected. The same selection where none did. */
export function keepListed(before: JobSelection, all: readonly JobId[]): JobSelection {
  const listed = new Set(all);
  const ids = new Set([...before.ids].filter((id) => listed.has(id)));
  return ids.size === before.ids.size ? before : { ...before, ids };
}
