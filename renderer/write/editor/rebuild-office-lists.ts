/**
 * Office programs put a list on the clipboard as paragraphs: the level stands in a style (`mso-list:l0 level2 lfo1`),
 * the number or bullet as text in a span that says to ignore it. This makes lists of them. Styles are read from
 * `data-style`.
 */
export function rebuildOfficeLists(parsed: Document): void {
  for (const spacer of parsed.querySelectorAll('o\\:p')) spacer.remove();
  let stack: HTMLElement[] = [];
  let list = '';
  for (const paragraph of parsed.querySelectorAll<HTMLElement>('p[data-style*="mso-list:" i]')) {
    const place = /mso-list:\s*(l\d+)\s+level([1-9])/i.exec(paragraph.dataset['style'] ?? '');
    if (place === null) continue;
    const [, id = '', level = '1'] = place;
    const depth = Number(level);
    const marker = takeMarker(paragraph);
    // Anything between two paragraphs ends a list, and so does another one on the first level.
    const [root] = stack;
    if (root === undefined || paragraph.previousElementSibling !== root || (depth === 1 && id !== list)) stack = [];
    list = id;
    stack.length = Math.min(stack.length, depth);
    while (stack.length < depth) stack.push(openList(parsed, paragraph, stack.at(-1), marker));
    const item = parsed.createElement('li');
    item.append(...paragraph.childNodes);
    stack.at(-1)?.append(item);
    paragraph.remove();
  }
}

/** A list in the last item of the one around it, or where the paragraph stands. */
function openList(parsed: Document, paragraph: Element, around: Element | undefined, marker: string): HTMLElement {
  const { kind, attributes } = readMarker(marker);
  const opened = parsed.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) opened.setAttribute(name, value);
  if (around === undefined) paragraph.before(opened);
  else (around.lastElementChild ?? around.appendChild(parsed.createElement('li'))).append(opened);
  return opened;
}

function takeMarker(paragraph: Element): string {
  const spans = [...paragraph.querySelectorAll('[data-style*="mso-list:ignore" i]')];
  const marker = spans.map(({ textContent }) => textContent ?? '').join('');
  for (const span of spans) span.remove();
  return marker.replace(/\s/g, '');
}

interface Marker {
  readonly kind: 'ol' | 'ul';
  readonly attributes: Readonly<Record<string, string>>;
}

/** "3." counts on from three, "ii." in Roman numbers, "b)" in letters; a point, a dash or a sign of a symbol font does not. */
function readMarker(marker: string): Marker {
  const [, number, roman, letter] = /^\(?(?:(\d+)|([ivx]+)|([a-z]))[.)]/i.exec(marker) ?? [];
  if (number !== undefined) return { kind: 'ol', attributes: number === '1' ? {} : { start: number } };
  if (roman !== undefined) return { kind: 'ol', attributes: { type: roman === roman.toLowerCase() ? 'i' : 'I' } };
  if (letter !== undefined) return { kind: 'ol', attributes: { type: letter === letter.toLowerCase() ? 'a' : 'A' } };
  return { kind: 'ul', attributes: {} };
}
