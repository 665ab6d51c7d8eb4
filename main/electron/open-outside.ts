import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { readExternalLink } from './external-link.ts';

const OPEN = 0;
const CANCEL = 1;

/** Hands a link to the system, once the person has seen where it leads. Says nothing about links that may not be opened. */
export async function openOutside(
  electron: Pick<ElectronParts, 'dialog' | 'shell'>,
  window: WindowParts,
  url: string,
  log: (line: string) => void,
): Promise<void> {
  const link = readExternalLink(url);
  if (link === null) {
    log('link refused');
    return;
  }
  const { response } = await electron.dialog.showMessageBox(window, {
    type: 'question',
    message: `Open ${link.target}?`,
    detail: 'It opens outside Mailroom.',
    buttons: ['Open', 'Cancel'],
    defaultId: OPEN,
    cancelId: CANCEL,
  });
  if (response === OPEN) await electron.shell.openExternal(link.href);
}
