/** The parts that F6 goes through, in this order. An element takes part by `data-region`. */
const regionOrder = ['ribbon', 'rail', 'list', 'detail', 'side', 'drawer', 'status'] as const;
type Region = (typeof regionOrder)[number];

/** The next of the regions that are there, around the end. @testexport */
export function nextRegion(present: readonly Region[], current: Region | null, step: 1 | -1): Region | null {
  const ordered = regionOrder.filter((region) => present.includes(region));
  const at = current === null ? (step === 1 ? -1 : 0) : ordered.indexOf(current);
  return ordered.at((at + step + ordered.length) % ordered.length) ?? null;
}

const lastFocus = new Map<Region, HTMLElement>();

/** Moves the focus to the next region: to where it was there, else to the first thing that takes it. */
export function focusRegion(step: 1 | -1): void {
  const found = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((element) =>
    element.checkVisibility(),
  );
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const here = active?.closest<HTMLElement>('[data-region]') ?? null;
  const current = here === null ? null : regionOf(here);
  if (active !== null && current !== null) lastFocus.set(current, active);
  const next = nextRegion(
    found.map(regionOf).filter((region) => region !== null),
    current,
    step,
  );
  const target = found.find((element) => regionOf(element) === next);
  if (next === null || target === undefined) return;
  const before = lastFocus.get(next);
  const goal =
    before !== undefined && target.contains(before) && before.checkVisibility() ? before : firstFocusable(target);
  goal.focus();
}

function regionOf(element: HTMLElement): Region | null {
  return regionOrder.find((region) => region === element.dataset['region']) ?? null;
}

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [contenteditable="true"], [tabindex="0"]';

function firstFocusable(region: HTMLElement): HTMLElement {
  const found = [...region.querySelectorAll<HTMLElement>(focusable)].find((element) => element.checkVisibility());
  if (found !== undefined) return found;
  region.tabIndex = -1;
  return region;
}
