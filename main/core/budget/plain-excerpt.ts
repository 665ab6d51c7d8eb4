const EXCERPT_CHARS = 120;

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  amp: '&',
};

/** The first words of what somebody else wrote as HTML, as one line of plain text: nothing of it can act or hide. */
export function plainExcerpt(html: string): string {
  const words = html
    // Long enough for the excerpt, so that a huge reply costs nothing.
    .slice(0, 20_000)
    .replace(/<(style|script|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<\/?(?:p|br|div|li|tr|td|th|h[1-6]|ul|ol|table|blockquote)\b[^>]*(?:>|$)/gi, ' ')
    .replace(/<[a-z/!][^>]*(?:>|$)/gi, '')
    .replace(/&(nbsp|lt|gt|quot|apos|#39|amp);/gi, (_whole, name: string) => entities[name.toLowerCase()] ?? ' ')
    // Control and format characters, such as those that turn the direction of text.
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return words.length <= EXCERPT_CHARS ? words : `${words.slice(0, EXCERPT_CHARS).trimEnd()}…`;
}
