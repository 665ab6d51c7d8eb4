import type { DesktopCommand } from '../../contract/desktop.ts';
import type { ElectronParts } from './electron-parts.ts';
import { linkAmong, readLink } from './read-link.ts';

export interface Links {
  /** From now on, and for what came before. */
  deliverTo(act: (command: DesktopCommand | null) => void): void;
}

/**
 * Collects links and second starts from the first moment: macOS delivers a link before the app is ready. A second start
 * shows the window, with or without a link.
 */
export function followLinks(
  { app }: Pick<ElectronParts, 'app'>,
  argv: readonly string[],
  log: (line: string) => void,
): Links {
  const early: (DesktopCommand | null)[] = [];
  let act = (command: DesktopCommand | null): void => void early.push(command);

  const follow = (link: string | null): void => {
    if (link === null) return act(null);
    const { command, ignored } = readLink(link);
    for (const what of ignored) log(`link: ignored ${what}`);
    act(command);
  };
  const first = linkAmong(argv);
  if (first !== null) follow(first);
  app.on('second-instance', (_event, args) => follow(linkAmong(args)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('activate', () => follow(null));

  return {
    deliverTo(next) {
      act = next;
      for (const command of early.splice(0)) next(command);
    },
  };
}
