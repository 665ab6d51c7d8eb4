import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * When what has the focus inside `container` goes away, the focus goes on to what `next` gives instead of to nowhere:
 * a row that changed its section, a button that a new state does not have. Handlers for the container.
 */
export function useKeptFocus(container: RefObject<HTMLElement | null>, next: () => HTMLElement | null | undefined) {
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (focused.current?.isConnected !== false || document.activeElement !== document.body) return;
    focused.current = null;
    next()?.focus({ preventScroll: true });
  });
  return {
    onFocus: ({ target }: FocusEvent): void => {
      focused.current = target;
    },
    onBlur: ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null && container.current?.contains(relatedTarget) !== true) focused.current = null;
    },
  };
}
