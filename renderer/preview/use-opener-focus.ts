import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before. The dialog itself does, but not when the focus was in a frame of another
 * process and the key that closed it came from there: then nobody has it.
 */
export function useOpenerFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      afterTwoFrames(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
      });
    },
    [opener],
  );
}

/** The dialog has had its turn by then. */
function afterTwoFrames(act: () => void): void {
  window.requestAnimationFrame(() => window.requestAnimationFrame(act));
}
