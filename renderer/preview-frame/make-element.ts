type Props<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Pick<HTMLElementTagNameMap[Tag], Extract<keyof HTMLElementTagNameMap[Tag], 'className' | 'title' | 'tabIndex'>>
>;

/** An element with children; texts become text, never markup. */
export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props<Tag>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  Object.assign(element, props);
  element.append(...children);
  return element;
}

/** A sentence above what is shown, about what is not. */
export function makeNote(words: string): HTMLElement {
  return makeElement('p', { className: 'note' }, words);
}
