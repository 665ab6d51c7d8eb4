import { describe, expect, it } from 'vitest';
import { nextRegion } from '../../../renderer/app/regions.ts';
import { formatKeys, type KeyPress, matchShortcut, shortcuts } from '../../../renderer/app/shortcuts.ts';

function press(key: string, ...held: ('ctrl' | 'meta' | 'shift' | 'alt')[]): KeyPress {
  const holds = (name: 'ctrl' | 'meta' | 'shift' | 'alt'): boolean => held.includes(name);
  return {
    key,
    code: '',
    ctrlKey: holds('ctrl'),
    metaKey: holds('meta'),
    shiftKey: holds('shift'),
    altKey: holds('alt'),
  };
}

describe('the keys', () => {
  it('are Ctrl here and ⌘ on a Mac, and never both', () => {
    expect(matchShortcut(press('k', 'ctrl'), false)).toBe('palette');
    expect(matchShortcut(press('k', 'meta'), false)).toBeNull();
    expect(matchShortcut(press('k', 'meta'), true)).toBe('palette');
    expect(matchShortcut(press('k', 'ctrl', 'meta'), true)).toBeNull();
  });

  it('tell Shift and Alt apart', () => {
    expect(matchShortcut(press('K', 'ctrl', 'shift'), false)).toBe('copyCommand');
    expect(matchShortcut(press('F6', 'shift'), false)).toBe('previousRegion');
    expect(matchShortcut(press('F6'), false)).toBe('nextRegion');
    expect(matchShortcut(press('k', 'ctrl', 'alt'), false)).toBeNull();
  });

  it('work on keyboards where a sign needs Shift elsewhere: by where the key lies', () => {
    expect(matchShortcut({ ...press('&', 'ctrl'), code: 'Digit1' }, false)).toBe('goWrite');
  });

  it('are each given once', () => {
    expect(new Set(shortcuts.map(({ keys }) => keys)).size).toBe(shortcuts.length);
  });

  it('are written as on the keyboard', () => {
    expect(formatKeys('Mod+Shift+K', false)).toBe('Ctrl Shift K');
    expect(formatKeys('Mod+Shift+K', true)).toBe('⌘⇧K');
  });
});

describe('A1: F6', () => {
  it('goes through the regions that are there, around the end, both ways', () => {
    const present = ['list', 'rail', 'detail', 'status'] as const;
    expect(nextRegion(present, 'detail', 1)).toBe('status');
    expect(nextRegion(present, 'status', 1)).toBe('rail');
    expect(nextRegion(present, 'rail', -1)).toBe('status');
    expect(nextRegion(present, null, 1)).toBe('rail');
    expect(nextRegion([], null, 1)).toBeNull();
  });
});
