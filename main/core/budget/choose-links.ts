import { judgeSize, type SizedFile, type SizeLimit } from './size-budget.ts';

/**
 * The files to share as links until the rest fits: as few as possible, so the largest first. Pictures in the text stay,
 * because a link cannot be seen. Gives all others when even that is not enough.
 */
export function chooseLinks<F extends SizedFile & { readonly contentId: string | null }>(
  words: string,
  files: readonly F[],
  limit: SizeLimit,
): ReadonlySet<F> {
  const chosen = new Set<F>();
  const bySize = files.filter(({ contentId }) => contentId === null).toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  for (const file of bySize) {
    const attached = files.filter((one) => !chosen.has(one));
    if (judgeSize(words, attached, limit).kind === 'fits') break;
    chosen.add(file);
  }
  return chosen;
}
