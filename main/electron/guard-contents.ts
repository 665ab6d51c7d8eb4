import { contextMenuTemplate } from './context-menu-template.ts';
import { mayNavigate } from './decide-navigation.ts';
import type { ContentsParts, ElectronParts } from './electron-parts.ts';

interface Guard {
  readonly electron: Pick<ElectronParts, 'Menu'>;
  readonly log: (line: string) => void;
  /** Asks the person before the system opens anything. */
  readonly openOutside: (url: string) => void;
}

/** Shuts every way for a page to become another page or to open a window. Links go to the system's browser instead. */
export function guardContents(contents: ContentsParts, { electron, log, openOutside }: Guard): void {
  contents.on('will-frame-navigate', (event) => {
    if (mayNavigate(event.url, event.isMainFrame)) return;
    event.preventDefault();
    log('navigation refused');
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(clicked, (word) => contents.replaceMisspelling(word));
    if (template.length > 0) electron.Menu.buildFromTemplate(template).popup();
  });
}
