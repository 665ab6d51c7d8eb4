/**
 * The same HTML without style attributes. The editor makes its own from what the text is, and the page's policy takes
 * each one that is parsed for an attempt to style the page, even in a document that nobody sees.
 */
export function withoutStyles(html: string): string {
  return replaceAttributes(html, () => '');
}

/**
 * HTML from elsewhere as it can be parsed without a word from the page's policy: each style attribute is called
 * `data-style`, to be read and never applied, and what would be code or a style sheet is left out. This keeps the
 * console quiet. What keeps the page safe is the policy, and an editor that takes only what it knows.
 */
export function toReadable(html: string): string {
  return replaceAttributes(html.replace(block, ''), (attribute) =>
    /^.style/i.test(attribute) ? ` data-${attribute.slice(1)}` : '',
  );
}

function replaceAttributes(html: string, replace: (attribute: string) => string): string {
  return html.replace(tag, (whole) =>
    whole.replace(valueOrAttribute, (match, value?: string) => (value === undefined ? replace(match) : match)),
  );
}

const block = /<(style|script)\b[\s\S]*?<\/\1\s*>/gi;
/** A tag with its attributes; what is quoted in them may hold any sign. */
const tag = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
/** Another attribute's value, to step over it; or a style, or code that would run at an event. */
const valueOrAttribute = /(=\s*(?:"[^"]*"|'[^']*'))|[\s/](?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
