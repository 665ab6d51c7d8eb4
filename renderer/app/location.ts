import { create } from 'zustand';

export type Place = 'write' | 'outbox' | 'settings' | 'signIn';

/** Where the window is. `id` is what is open there, or null: a message, or the account to sign in again. */
export interface Location {
  readonly place: Place;
  readonly id: string | null;
}

interface WindowState {
  readonly location: Location;
  readonly isDrawerOpen: boolean;
  readonly isSandboxOpen: boolean;
  /** The one layer above everything, if any. */
  readonly layer: 'palette' | 'shortcuts' | null;
}

/** What this window shows now. It is forgotten with the window; what a person chose lives in `preferences.ts`. */
export const useWindow = create<WindowState>(() => ({
  location: { place: 'outbox', id: null },
  isDrawerOpen: false,
  isSandboxOpen: false,
  layer: null,
}));

export function goTo(place: Place, id: string | null = null): void {
  useWindow.setState({ location: { place, id }, layer: null });
}

export function openLayer(layer: WindowState['layer']): void {
  useWindow.setState({ layer });
}

export function toggleDrawer(): void {
  useWindow.setState(({ isDrawerOpen }) => ({ isDrawerOpen: !isDrawerOpen }));
}

export function showSandbox(isSandboxOpen: boolean): void {
  useWindow.setState({ isSandboxOpen });
}
