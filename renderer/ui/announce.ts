import { createStore } from 'zustand/vanilla';

/** What the polite region says next. Only outcomes and milestones belong here, never every step of progress. */
export const announcements = createStore<{ readonly words: string; readonly count: number }>(() => ({
  words: '',
  count: 0,
}));

/** Says these words to assistive technology once what it says now is said. */
export function announce(words: string): void {
  announcements.setState(({ count }) => ({ words, count: count + 1 }));
}
