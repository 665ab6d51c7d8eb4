import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronParts } from './electron-parts.ts';

/**
 * Puts Mailroom into the Send to menu of Windows. The menu is a folder of each user, and whoever installs for all of a
 * machine is often none of them, so it is not the installer's to fill. One that is there stays as it is, also hidden.
 */
export function offerSendTo({ app, shell }: Pick<ElectronParts, 'app' | 'shell'>): void {
  const shortcut = join(app.getPath('appData'), 'Microsoft', 'Windows', 'SendTo', 'Mailroom.lnk');
  if (existsSync(shortcut)) return;
  shell.writeShortcutLink(shortcut, 'create', {
    target: app.getPath('exe'),
    description: 'Begin a message with these files',
  });
}
