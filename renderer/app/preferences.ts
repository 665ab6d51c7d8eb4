import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'regular' | 'relaxed';

/** What a person chose for the window. Kept on this computer, and never needed to send mail correctly. */
export interface Preferences {
  readonly theme: Theme;
  readonly density: Density;
  /** Time for Undo after Send, 0 to 120 s. */
  readonly holdMs: number;
  /** Whether single letters such as R act on a focused list. */
  readonly singleKeys: boolean;
  /** Whether this page notifies of outcomes, where the browser lets it. */
  readonly notices: boolean;
}

export const maxHoldMs = 120_000;

const defaults: Preferences = { theme: 'system', density: 'regular', holdMs: 10_000, singleKeys: true, notices: false };

export const usePreferences = create<Preferences>()(persist(() => defaults, { name: 'mailroom.preferences' }));

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

/** The tokens read theme and density from the root element. */
export function applyPreferences(root: HTMLElement): () => void {
  const apply = ({ theme, density }: Preferences): void => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.dataset['density'] = density;
  };
  apply(usePreferences.getState());
  return usePreferences.subscribe(apply);
}
