/** Lists as programs of the web write them: a level beside its item, or each item in a list of its own. */
export function rebuildWebLists(parsed: Document): void {
  for (const mark of parsed.querySelectorAll('span.EOP')) mark.remove();
  joinItems(parsed);
  for (const list of parsed.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const before = list.previousElementSibling;
    const item = before?.tagName === 'LI' ? before : parsed.createElement('li');
    if (item !== before) list.before(item);
    item.append(list);
  }
}

/** Word on the web: one list for each item, which says its level in an attribute. */
function joinItems(parsed: Document): void {
  let stack: Element[] = [];
  for (const wrapper of parsed.querySelectorAll('.ListContainerWrapper')) {
    const list = wrapper.querySelector(':scope > :is(ul, ol)');
    const first = list?.querySelector<HTMLElement>(':scope > li');
    if (list === null || first === null || first === undefined) continue;
    const level = Number(first.dataset['ariaLevel'] ?? '1');
    const root = stack[0]?.closest('.ListContainerWrapper');
    if (
      root === undefined ||
      root === null ||
      wrapper.previousElementSibling !== root ||
      isAnother(stack[0], list, level)
    ) {
      stack = [list];
      continue;
    }
    stack.length = Math.min(stack.length, Math.max(1, level));
    const around = stack.at(-1);
    if (stack.length < level) {
      around?.lastElementChild?.append(list);
      stack.push(list);
    } else around?.append(...list.children);
    wrapper.remove();
  }
}

function isAnother(root: Element | undefined, list: Element, level: number): boolean {
  return level === 1 && (root?.tagName !== list.tagName || listIdOf(root) !== listIdOf(list));
}

function listIdOf(list: Element): string | undefined {
  return list.querySelector<HTMLElement>('li')?.dataset['listid'];
}
