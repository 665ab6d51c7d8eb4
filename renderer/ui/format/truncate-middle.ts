const segmenter = new Intl.Segmenter();

/** "annex-A-drawings-rev…final.zip": a file is known by its beginning and its end, and its extension stays. */
export function truncateMiddle(name: string, maxLength: number): string {
  const letters = Array.from(segmenter.segment(name), ({ segment }) => segment);
  if (letters.length <= maxLength) return name;
  const tail = Math.min(Math.ceil((maxLength - 1) * 0.4), maxLength - 2);
  return `${letters.slice(0, maxLength - 1 - tail).join('')}…${letters.slice(-tail).join('')}`;
}
