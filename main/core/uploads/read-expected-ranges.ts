/**
 * The first byte that the server still wants, or null when the answer does not say.
 * The service spells the property with a small or a capital N, and a range as `n`, `n-` or `n-m`,
 * all of them in answers to one upload.
 */
export function readExpectedRanges(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const ranges: unknown =
    'nextExpectedRanges' in answer
      ? answer.nextExpectedRanges
      : 'NextExpectedRanges' in answer
        ? answer.NextExpectedRanges
        : null;
  if (!Array.isArray(ranges)) return null;
  const offsets = ranges.map(readStart);
  // One unreadable range may be the smallest, so the rest proves nothing.
  return offsets.length > 0 && offsets.every((offset) => offset !== null) ? Math.min(...offsets) : null;
}

function readStart(range: unknown): number | null {
  const start = typeof range === 'string' ? /^\s*(\d+)\s*(?:-\s*\d*\s*)?$/.exec(range)?.[1] : undefined;
  const offset = Number(start);
  return Number.isSafeInteger(offset) ? offset : null;
}
