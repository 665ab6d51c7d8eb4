/** A variable is letters, digits, `_`, `.`, `-` and spaces between two braces. A space may be written as HTML writes it. */
const variable = /\{\{((?:[\p{L}\p{N}_. \u00A0-]|&nbsp;){1,100})\}\}/gu;

export interface FilledTemplate {
  readonly text: string;
  /** Names without a value, in the order in which the text has them, each once. They stay in the text as they are. */
  readonly missing: readonly string[];
}

/**
 * Puts values where a plain text says `{{name}}`, in one pass: braces inside a value stay what they are. An empty value
 * is a value; spaces around a name do not count.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): FilledTemplate {
  return fill(text, values, (value) => value);
}

/** The same for HTML: a value is words and never markup, and keeps its line breaks. */
export function fillHtmlTemplate(html: string, values: Readonly<Record<string, string>>): FilledTemplate {
  return fill(html, values, escapeValue);
}

/** The names that a text or an HTML asks for, each once, in their order. */
export function readVariables(text: string): readonly string[] {
  return fillTemplate(text, {}).missing;
}

function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  write: (value: string) => string,
): FilledTemplate {
  const missing = new Set<string>();
  const filled = text.replace(variable, (whole: string, inside: string) => {
    const name = inside.replace(/&nbsp;|\u00A0/g, ' ').trim();
    if (name === '') return whole;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return write(value);
    missing.add(name);
    return whole;
  });
  return { text: filled, missing: [...missing] };
}

function escapeValue(value: string): string {
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r\n|\r|\n/g, '<br>');
}
