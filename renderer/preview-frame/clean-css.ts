/** What could name something to load, or stand for a value that does. */
const loads = /url|image|src|cross-fade|element|paint|var|env|attr|expression|@|\\/i;
/** Positions and layers of strangers stay inside of their text. */
const unwelcome = /^(--|behavior|-moz-binding|cursor|content|position|z-index|transition|animation|view-transition)/;

/** Declarations of a `style` attribute, as the browser understands them, without any that could load something. */
export function cleanDeclarations(text: string): string {
  const [rule] = readRules(`a{${text}}`);
  return rule instanceof CSSStyleRule ? clean(rule.style) : '';
}

/** Plain rules and those for kinds of screens; imports, fonts and all that is newer go. */
export function cleanSheet(text: string): string {
  return cleanRules(readRules(text));
}

function cleanRules(rules: readonly CSSRule[]): string {
  return rules
    .map((rule) => {
      if (rule instanceof CSSStyleRule) return `${rule.selectorText}{${clean(rule.style)}}`;
      if (rule instanceof CSSMediaRule) return `@media ${rule.conditionText}{${cleanRules([...rule.cssRules])}}`;
      return '';
    })
    .filter((rule) => !rule.includes('<'))
    .join('\n');
}

/** The browser's own reader: escapes are undone and what it does not understand is gone. Imports do not count here. */
function readRules(text: string): readonly CSSRule[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules];
}

function clean(style: CSSStyleDeclaration): string {
  return [...style]
    .filter((name) => !unwelcome.test(name))
    .map((name) => ({ name, value: style.getPropertyValue(name), priority: style.getPropertyPriority(name) }))
    .filter(({ value }) => !loads.test(value))
    .map(({ name, value, priority }) => `${name}:${value}${priority === '' ? '' : ' !important'}`)
    .join(';');
}
