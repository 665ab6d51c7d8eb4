import { describe, expect, it } from 'vitest';
import { menuCommands, type MenuCommand } from '../../contract/desktop.ts';
import { menuTemplate } from '../../main/electron/menu-template.ts';
import { shortcuts, type ShortcutId } from '../../renderer/app/shortcuts.ts';

/** Which of the page's shortcuts does the same as a command of the menu. */
const samples: Readonly<Partial<Record<MenuCommand, ShortcutId>>> = {
  newMessage: 'write',
  attach: 'attach',
  send: 'send',
  schedule: 'schedule',
  undoSend: 'undo',
  pauseOrResume: 'pauseAll',
  filter: 'filter',
  write: 'goWrite',
  outbox: 'goOutbox',
  files: 'goFiles',
  jobs: 'goJobs',
  health: 'goHealth',
  settings: 'goSettings',
  palette: 'palette',
  transfers: 'transfers',
  showCopies: 'copies',
  nextRegion: 'nextRegion',
  previousRegion: 'previousRegion',
  shortcuts: 'shortcuts',
};

function itemsOf(platform: NodeJS.Platform, isPackaged: boolean) {
  const chosen: MenuCommand[] = [];
  const template = menuTemplate({ platform, isPackaged, command: (command) => chosen.push(command) });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { items, chosen };
}

describe('the menu bar', () => {
  it.each(['win32', 'darwin', 'linux'] as const)(
    'S5: offers every command with the page’s own shortcut on %s',
    (platform) => {
      const { items, chosen } = itemsOf(platform, true);
      const shown = new Map<MenuCommand, string | undefined>();
      for (const item of items.filter(({ click }) => click !== undefined)) {
        item.click?.(undefined as never, undefined, undefined as never);
        shown.set(chosen.at(-1) ?? 'write', item.accelerator?.replace('CmdOrCtrl', 'Mod'));
      }
      expect([...shown.keys()].toSorted()).toEqual([...menuCommands].toSorted());
      const expected = menuCommands.map((command) => shortcuts.find(({ id }) => id === samples[command])?.keys);
      expect(menuCommands.map((command) => shown.get(command))).toEqual(expected);
    },
  );

  it('has a way to quit on every system, and looks inside the page only where it is built', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      expect(itemsOf(platform, true).items.filter(({ role }) => role === 'quit').length).toBe(1);
      expect(itemsOf(platform, true).items.filter(({ role }) => role === 'toggleDevTools')).toEqual([]);
      expect(itemsOf(platform, false).items.filter(({ role }) => role === 'toggleDevTools').length).toBe(1);
    }
  });
});
