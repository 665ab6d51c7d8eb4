import { useEffect, useEffectEvent } from 'react';
import { usePreferences } from './preferences.ts';
import { formatKeys, isSingleKey, matchShortcut, shortcuts, type ShortcutId } from './shortcuts.ts';

/** False lets the key go on to whoever listened before. */
type Handler = () => boolean | void;

const handlers = new Map<ShortcutId, Handler[]>();
const isMac = /Mac/.test(navigator.platform);

/** Acts on a key for as long as the component lives. The one that was mounted last is asked first. */
export function useShortcut(id: ShortcutId, handler: Handler, isActive = true): void {
  const act = useEffectEvent(handler);
  useEffect(() => {
    if (!isActive) return;
    const own: Handler = () => act();
    handlers.set(id, [own, ...(handlers.get(id) ?? [])]);
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== own),
      );
    };
  }, [id, isActive]);
}

export function keysOf(id: ShortcutId): string {
  return formatKeys(shortcuts.find((shortcut) => shortcut.id === id)?.keys ?? '', isMac);
}

/** Presses a shortcut from a menu or the palette. Returns whether anybody acted. */
export function pressShortcut(id: ShortcutId): boolean {
  return (handlers.get(id) ?? []).some((handler) => handler() !== false);
}

/** One listener for the window. Layers of React Aria stop Esc before it comes here. */
export function listenForShortcuts(): void {
  document.addEventListener('keydown', takeKey);
}

function takeKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const id = matchShortcut(event, isMac);
  if (id === null) return;
  if (isSingleKey(id) && !(isInList(event.target) && usePreferences.getState().singleKeys)) return;
  if (pressShortcut(id)) event.preventDefault();
}

/** Single letters act on a focused list and nowhere else, least of all where somebody types. */
function isInList(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('[role="grid"]') !== null && !target.matches('input, textarea')
  );
}
