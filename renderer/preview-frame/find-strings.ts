const MOST_CHARACTERS = 100_000;
/** One byte a letter, or two of which the second is zero, as Windows writes them. */
// oxlint-disable-next-line no-control-regex -- zeros are what tells the second kind
const run = /[ -~]{6,}|(?:[ -~]\u0000){6,}/g;

export interface FoundStrings {
  readonly strings: readonly string[];
  readonly hasMore: boolean;
}

/** Runs of six and more printable letters, in the order in which they stand. */
export function findStrings(bytes: Uint8Array): FoundStrings {
  const strings: string[] = [];
  let left = MOST_CHARACTERS;
  for (const [found] of new TextDecoder('latin1').decode(bytes).matchAll(run)) {
    if (left <= 0) return { strings, hasMore: true };
    strings.push(found.replaceAll('\0', '').slice(0, left));
    left -= found.length;
  }
  return { strings, hasMore: false };
}
