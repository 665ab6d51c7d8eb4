import { useEffect, useEffectEvent } from 'react';
import { usePreferences } from './preferences.ts';
import { formatKeys, isSingleKey, isWindowKey, matchShortcut, shortcuts, type ShortcutId } from './shortcuts.ts';

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

export function isPressOf(id: ShortcutId, event: KeyboardEvent): boolean {
  return matchShortcut(event, isMac) === id;
}

/** Presses a shortcut from a menu or the palette. Returns whether anybody acted. */
export function pressShortcut(id: ShortcutId): boolean {
  return (handlers.get(id) ?? []).some((handler) => handler() !== false);
}

/**
 * Keys with Mod are the window's, whatever has the focus: a button would take Mod+Enter for a press. Plain keys belong
 * to what has the focus first; layers of React Aria stop Esc before it comes here.
 */
export function listenForShortcuts(): void {
  document.addEventListener('keydown', (event) => takeKey(event, hasMod(event)), true);
  document.addEventListener('keydown', (event) => takeKey(event, !hasMod(event)));
}

function takeKey(event: KeyboardEvent, isMine: boolean): void {
  if (!isMine || event.defaultPrevented || event.isComposing) return;
  const id = matchShortcut(event, isMac);
  if (id === null || !isReachable(id, event.target)) return;
  if (!pressShortcut(id)) return;
  event.preventDefault();
  event.stopPropagation();
}

function hasMod({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return isMac ? metaKey : ctrlKey;
}

/** Behind a dialog or a menu only the window's own keys act, and single letters only on a list. */
function isReachable(id: ShortcutId, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return !isSingleKey(id);
  if (isSingleKey(id)) return isInList(target) && usePreferences.getState().singleKeys;
  return isWindowKey(id) || target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') === null;
}

/** Least of all where somebody types. */
function isInList(target: HTMLElement): boolean {
  return target.closest('[role="grid"]') !== null && !target.matches('input, textarea');
}
