import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Place = 'write' | 'outbox' | 'merge' | 'files' | 'jobs' | 'health' | 'settings' | 'signIn';

/** Where the window is. `id` is what is open there, or null: a message, a file, a job or its cause, or the account to sign in again. */
interface Location {
  readonly place: Place;
  readonly id: string | null;
}

interface WindowState {
  readonly location: Location;
  /** Where a sign-in leads back to. */
  readonly beforeSignIn: Location;
  readonly isDrawerOpen: boolean;
  readonly isSandboxOpen: boolean;
  /** The one layer above everything, if any. */
  readonly layer: 'palette' | 'shortcuts' | null;
}

const first: WindowState = {
  location: { place: 'write', id: null },
  beforeSignIn: { place: 'write', id: null },
  isDrawerOpen: false,
  isSandboxOpen: false,
  layer: null,
};

/** What this window shows now. After a reload or a crash it opens where it was. */
export const useWindow = create<WindowState>()(
  persist(() => first, {
    name: 'mailroom.window',
    partialize: ({ location, isDrawerOpen }) => ({
      location: location.place === 'signIn' ? first.location : location,
      isDrawerOpen,
    }),
  }),
);

export function goTo(place: Place, id: string | null = null): void {
  useWindow.setState(({ location, beforeSignIn }) => ({
    location: { place, id },
    beforeSignIn: location.place === 'signIn' ? beforeSignIn : location,
    layer: null,
  }));
}

/** Somebody signed in: the window shows again what it showed before, where the sign-in took its place. */
export function leaveSignIn(): void {
  useWindow.setState(({ location, beforeSignIn }) => ({
    location: location.place === 'signIn' ? beforeSignIn : location,
  }));
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
