/** Selects a `{{name}}` in the text, so that typing fills it in. False when it is not there in one piece. */
export function selectVariable(editor: HTMLElement, name: string): boolean {
  const letters = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  for (let node = letters.nextNode(); node !== null; node = letters.nextNode()) {
    const words = node.nodeValue ?? '';
    for (const found of words.matchAll(/\{\{([^{}]+)\}\}/g)) {
      if (found[1]?.replaceAll('\u00A0', ' ').trim() !== name) continue;
      editor.focus();
      document.getSelection()?.setBaseAndExtent(node, found.index, node, found.index + found[0].length);
      node.parentElement?.scrollIntoView({ block: 'nearest' });
      return true;
    }
  }
  return false;
}

/** The same in a field of one line. */
export function selectInField(field: HTMLInputElement, name: string): boolean {
  const found = [...field.value.matchAll(/\{\{([^{}]+)\}\}/g)].find(([, inside]) => inside?.trim() === name);
  if (found === undefined) return false;
  field.focus();
  field.setSelectionRange(found.index, found.index + found[0].length);
  return true;
}
