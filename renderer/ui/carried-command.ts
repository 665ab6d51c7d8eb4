/** A command line without its first word, `mailroom`. */
export type CommandWords = readonly string[];

/** No word of a command holds it. */
const between = '\u001f';

/** Props for whatever does something that the command line does too: *Copy as command* finds it where the focus is. */
export function carryCommand(words: CommandWords | null | undefined): { readonly 'data-command'?: string } {
  return words === null || words === undefined ? {} : { 'data-command': words.join(between) };
}

/** What the element itself carries, or what it stands in. In a list that is ruled from a field, its active item counts. */
export function commandAt(element: Element): CommandWords | null {
  const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
  const carrier = (active ?? element).closest<HTMLElement>('[data-command]');
  return carrier?.dataset['command']?.split(between) ?? null;
}
