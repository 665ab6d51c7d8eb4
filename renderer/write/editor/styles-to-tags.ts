/**
 * Makes tags of what styles say about letters, and drops the rest of the styles, which stand in `data-style`. Where the
 * page's policy ignores style attributes, nobody else reads them.
 */
export function stylesToTags(parsed: Document): void {
  const probe = document.createElement('span').style;
  for (const element of parsed.querySelectorAll<HTMLElement>('[data-style]')) {
    // Set through the object, not parsed as an attribute, a style is allowed; and this one styles nothing.
    probe.cssText = element.dataset['style'] ?? '';
    delete element.dataset['style'];
    const tags = tagsOf(probe);
    if (/^(B|STRONG)$/.test(element.tagName) && isLight(probe.fontWeight)) element.replaceWith(...element.childNodes);
    else if (!/^H[1-6]$/.test(element.tagName)) for (const tag of tags) wrapContent(element, tag);
  }
}

function tagsOf({ fontWeight, fontStyle, textDecorationLine }: CSSStyleDeclaration): readonly string[] {
  return [
    ...(fontWeight === 'bold' || Number(fontWeight) >= 600 ? ['strong'] : []),
    ...(fontStyle === 'italic' ? ['em'] : []),
    ...(textDecorationLine.includes('underline') ? ['u'] : []),
    ...(textDecorationLine.includes('line-through') ? ['s'] : []),
  ];
}

/** Some programs put a whole text into a tag for bold letters, and take it back by its style. */
function isLight(fontWeight: string): boolean {
  return fontWeight === 'normal' || (fontWeight !== '' && Number(fontWeight) < 600);
}

function wrapContent(element: HTMLElement, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}
