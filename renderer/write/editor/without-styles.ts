/**
 * The same HTML without style attributes. The editor makes its own from what the text is, and the page's policy takes
 * each one that is parsed for an attempt to style the page, even in a document that nobody sees.
 */
export function withoutStyles(html: string): string {
  return replaceStyles(html, () => '');
}

/** The same HTML with each style attribute called `data-style`: to be read, and never applied. */
export function renameStyles(html: string): string {
  return replaceStyles(html, (style) => ` data-${style.slice(1)}`);
}

function replaceStyles(html: string, replace: (style: string) => string): string {
  return html.replace(tag, (whole) =>
    whole.replace(valueOrStyle, (match, value?: string) => (value === undefined ? replace(match) : match)),
  );
}

/** A tag with its attributes; what is quoted in them may hold any sign. */
const tag = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
/** Another attribute's value, to step over it, or a style. */
const valueOrStyle = /(=\s*(?:"[^"]*"|'[^']*'))|[\s/]style\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
