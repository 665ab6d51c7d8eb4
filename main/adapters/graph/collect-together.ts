/** Nobody else came for so long: who is there goes. */
const QUIET_MS = 25;
/** However many come, the first waits no longer than this. */
const LONGEST_MS = 250;

/**
 * Gathers what comes at about the same time: so many of one key, or all that came until it was quiet for a moment. By
 * the computer's own time, because it is about what happens at once, not about when.
 */
export function collectTogether<T>(parts: {
  readonly keyOf: (one: T) => string;
  readonly most: (one: T) => number;
  readonly onFull: (group: readonly T[]) => void;
}): (one: T) => void {
  interface Group {
    readonly members: T[];
    readonly beganMs: number;
    timer: NodeJS.Timeout;
  }
  const groups = new Map<string, Group>();

  function close(key: string): void {
    const group = groups.get(key);
    if (group === undefined) return;
    clearTimeout(group.timer);
    groups.delete(key);
    parts.onFull(group.members);
  }

  return (one) => {
    const key = parts.keyOf(one);
    const before = groups.get(key);
    const nowMs = performance.now();
    const members = [...(before?.members ?? []), one];
    const beganMs = before?.beganMs ?? nowMs;
    clearTimeout(before?.timer);
    const delayMs = Math.max(0, Math.min(QUIET_MS, beganMs + LONGEST_MS - nowMs));
    groups.set(key, { members, beganMs, timer: setTimeout(() => close(key), delayMs) });
    if (members.length >= parts.most(one)) close(key);
  };
}
