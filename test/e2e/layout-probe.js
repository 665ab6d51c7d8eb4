// Runs in the page (see measure-layout.ts). Its value is an object of functions that give faults as sentences.
(() => {
  const interactive = [
    'a[href]',
    'button',
    'input:not([type="hidden"], [type="file"])',
    'textarea',
    'select',
    'summary',
    'label:has(input)',
    '[contenteditable="true"]',
    '[role="row"]',
    '[role="menuitem"]',
    '[role="option"]',
  ].join(',');
  const smallestTarget = 24;
  /** Halves of pixels are no faults. */
  const slack = 1;

  function nameOf(element) {
    const words = element.getAttribute('aria-label') ?? element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 40);
    const classes = typeof element.className === 'string' && element.className !== '' ? `.${element.className}` : '';
    return `${element.localName}${classes.replaceAll(' ', '.')} “${words}”`;
  }

  /** Words for screen readers and the buttons beside them: there, and clipped to nothing. */
  function isForEarsOnly(element) {
    for (let own = element; own !== null; own = own.parentElement) {
      if (getComputedStyle(own).clipPath === 'inset(50%)') return true;
    }
    return false;
  }

  /** A tooltip goes with what it explains, also out of sight. */
  function isReachable(element) {
    if (element.closest('[inert], [aria-hidden="true"], [role="tooltip"]') !== null) return false;
    return element.checkVisibility({ visibilityProperty: true }) && !isForEarsOnly(element);
  }

  /** Radio buttons and switches: the label around a hidden input is what is pressed. */
  function isInsideLabel(element) {
    return element.localName === 'input' && element.closest('label') !== null;
  }

  function clips(style, axis) {
    return style[`overflow${axis}`] !== 'visible';
  }

  function scrolls(style, axis) {
    return ['auto', 'scroll'].includes(style[`overflow${axis}`]);
  }

  function intersect(a, b) {
    const left = Math.max(a.left, b.left);
    const top = Math.max(a.top, b.top);
    const right = Math.min(a.right, b.right);
    const bottom = Math.min(a.bottom, b.bottom);
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  }

  /** The part of an element that its ancestors and the window let through. */
  function visiblePart(element) {
    const viewport = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    let part = intersect(element.getBoundingClientRect(), viewport);
    for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (clips(style, 'X') || clips(style, 'Y')) part = intersect(part, parent.getBoundingClientRect());
    }
    return part;
  }

  function scrollsSideways(element) {
    for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
      if (scrolls(getComputedStyle(parent), 'X') && parent.scrollWidth > parent.clientWidth) return true;
    }
    return false;
  }

  function tooWide() {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push('The page scrolls sideways.');
    for (const element of document.body.querySelectorAll('*')) {
      if (!isReachable(element) || element.closest('svg') !== null) continue;
      const { left, right, width } = element.getBoundingClientRect();
      const sticksOut = left < -slack || right > innerWidth + slack;
      if (width > 0 && sticksOut && !scrollsSideways(element)) faults.push(`${nameOf(element)} leaves the window.`);
    }
    return faults;
  }

  /** Words that an ancestor cuts off, where nothing scrolls to them and no ellipsis says that there are more. */
  function clipped() {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (node.data.trim() === '' || owner === null || !isReachable(owner)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      const cut = cutBy(owner, text);
      if (cut !== null) faults.push(`${nameOf(owner)} is cut off by ${nameOf(cut)}.`);
    }
    return faults;
  }

  function cutBy(owner, text) {
    let goesSideways = true;
    let goesDown = true;
    for (let element = owner; element !== null; element = element.parentElement) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (style.textOverflow === 'ellipsis' || scrolls(style, 'X')) goesSideways = false;
      if (scrolls(style, 'Y')) goesDown = false;
      const isCutX = clips(style, 'X') && (text.left < box.left - slack || text.right > box.right + slack);
      const isCutY = clips(style, 'Y') && (text.top < box.top - 2 || text.bottom > box.bottom + 2);
      if ((isCutX && goesSideways) || (isCutY && goesDown)) return element;
    }
    return null;
  }

  function targets() {
    return [...document.querySelectorAll(interactive)].filter(
      (element) => isReachable(element) && !isInsideLabel(element),
    );
  }

  /** What scrolls passes under a bar that stays; that no focus does is measured with the focus. */
  function isUnderBar(element, other) {
    const bar = other.closest('.detail-foot');
    return bar !== null && !bar.contains(element);
  }

  function overlapping() {
    const parts = targets()
      .map((element) => ({ element, part: visiblePart(element) }))
      .filter(({ part }) => part.width > slack && part.height > slack);
    const faults = [];
    for (const [index, { element: a, part }] of parts.entries()) {
      for (const { element: b, part: other } of parts.slice(index + 1)) {
        if (a.contains(b) || b.contains(a) || isUnderBar(a, b) || isUnderBar(b, a)) continue;
        const both = intersect(part, other);
        if (both.width > slack && both.height > slack) faults.push(`${nameOf(a)} overlaps ${nameOf(b)}.`);
      }
    }
    return faults;
  }

  function tooSmall() {
    return targets().flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isInText = element.localName === 'a' && getComputedStyle(element).display === 'inline';
      const isLarge = Math.min(width, height) >= smallestTarget - 0.5;
      return isInText || isLarge ? [] : [`${nameOf(element)} is ${Math.round(width)} × ${Math.round(height)} px.`];
    });
  }

  /** What has the focus is in sight, all of it if it is no larger than a row, and nothing lies over it. */
  function hiddenFocus() {
    const element = document.activeElement;
    if (element === null || element === document.body) return [];
    const target = isInsideLabel(element) ? element.closest('label') : element;
    if (!isReachable(target)) return [];
    const box = target.getBoundingClientRect();
    const part = visiblePart(target);
    const isSmall = box.height <= 64;
    const isInSight = isSmall ? part.height >= box.height - 2 : part.height >= smallestTarget;
    if (!isInSight) return [`${nameOf(target)} has the focus out of sight.`];
    const middle = part.left + part.width / 2;
    const heights = isSmall ? [part.top + 3, part.bottom - 3] : [part.top + part.height / 2];
    const covering = heights
      .map((height) => document.elementFromPoint(middle, height))
      .find((top) => top !== null && !target.contains(top) && !top.contains(target));
    return covering === undefined ? [] : [`${nameOf(target)} has the focus under ${nameOf(covering)}.`];
  }

  /** A frame tells its new height when it has drawn itself anew; until then what lies around it still moves. */
  async function stillness() {
    const frames = [...document.querySelectorAll('iframe')];
    let before = '';
    for (let look = 0, same = 0; frames.length > 0 && look < 50 && same < 5; look += 1) {
      const now = frames.map((frame) => JSON.stringify(frame.getBoundingClientRect())).join(' ');
      same = now === before ? same + 1 : 0;
      before = now;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** The same for as long as the same thing has the focus. */
  const seen = new Map();
  function focusKey() {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'none';
    if (!seen.has(element)) seen.set(element, `focus ${seen.size}`);
    return seen.get(element);
  }

  /** What is scrolled to when it gets the focus may take two frames to come into sight. */
  async function focusStop() {
    const key = focusKey();
    let hidden = hiddenFocus();
    // What grows or scrolls just now is looked at again, for as long as a busy machine may need for it.
    for (let look = 0; look < 10 && hidden.length > 0; look += 1) {
      await new Promise((done) => setTimeout(done, 100));
      // Words that grew meanwhile may have pushed it away: then what brought it into sight is done once more.
      if (look === 5) document.activeElement.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      hidden = hiddenFocus();
    }
    return { key, hidden };
  }

  const first = document.activeElement;
  function giveFocusBack() {
    document.activeElement.blur();
    first.focus();
  }

  window.layoutProbe = {
    all: () => [...tooWide(), ...clipped(), ...overlapping(), ...tooSmall()],
    stillness,
    focusStop,
    giveFocusBack,
  };
})();
