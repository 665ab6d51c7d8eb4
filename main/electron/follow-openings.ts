import type { DesktopCommand } from '../../contract/desktop.ts';
import type { ElectronParts } from './electron-parts.ts';
import { gatherFiles } from './gather-files.ts';
import { type Asked, readArguments, type Start } from './read-arguments.ts';
import { readLink } from './read-link.ts';

export interface Openings {
  /** From now on, and for what came before. */
  deliverTo(act: (command: DesktopCommand | null) => void): void;
}

/**
 * Collects links, files and second starts from the first moment: macOS delivers them before the app is ready. Whatever
 * comes while Mailroom runs shows the window, also when there is nothing to do.
 */
export function followOpenings(
  { app }: Pick<ElectronParts, 'app'>,
  started: Pick<Start, 'argv' | 'cwd'>,
  log: (line: string) => void,
): Openings {
  const early: (DesktopCommand | null)[] = [];
  let act = (command: DesktopCommand | null): void => void early.push(command);
  const gather = gatherFiles((files) => act({ kind: 'attach', files }));

  const follow = (link: string): void => {
    const { command, ignored } = readLink(link);
    for (const what of ignored) log(`link: ignored ${what}`);
    act(command);
  };
  const begin = (asked: Asked): void => {
    switch (asked.kind) {
      case 'nothing':
        return;
      case 'files':
        return gather(asked.files);
      case 'link':
        if (asked.hasOthers) log('link: ignored what stood beside it');
        return follow(asked.link);
    }
  };

  begin(readArguments({ ...started, isPackaged: app.isPackaged }));
  app.on('second-instance', (_event, argv, cwd) => {
    const asked = readArguments({ argv, cwd, isPackaged: app.isPackaged });
    // A link shows the window with what it asks for; files come a moment after it.
    if (asked.kind !== 'link') act(null);
    begin(asked);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    gather({ paths: [path], notFiles: [] });
  });
  app.on('activate', () => act(null));

  return {
    deliverTo(next) {
      act = next;
      for (const command of early.splice(0)) next(command);
    },
  };
}
