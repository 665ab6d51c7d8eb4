import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { desktopChannels, type DesktopCommand } from '../../contract/desktop.ts';
import { startDesktop } from '../../main/electron/start-desktop.ts';
import { electronDouble } from './electron-double.ts';
import { EngineDouble } from './engine-double.ts';
import type { Recording } from './recording.ts';

const nowMs = Date.parse('2026-11-21T14:00:00.000Z');

interface RigOptions {
  readonly platform?: NodeJS.Platform;
  readonly argv?: readonly string[];
  readonly cwd?: string;
  readonly isPackaged?: boolean;
  readonly isFirstInstance?: boolean;
  readonly isReady?: boolean;
  readonly systemFolder?: string;
}

export const ourFrame = { origin: 'app://mailroom', detached: false, parent: null, isDestroyed: () => false };

/** What of Electron only collected files need: desktop-files.test.ts exercises it, and desktop-host.test.ts all else. */
export const callsForFiles = ['clipboard.write', 'shell.openPath', 'shell.showItemInFolder', 'webContents.startDrag'];

/** Starts the desktop anew, until the test ends. */
export function desktopOf(recording: Recording): (options?: RigOptions) => Promise<Rig> {
  return async (options) => {
    const rig = await startRig(recording, options);
    onTestFinished(() => rig.end());
    return rig;
  };
}

/** The whole desktop host on the double, with a built page in a folder of its own. */
async function startRig(recording: Recording, options: RigOptions = {}) {
  const distFolder = mkdtempSync(join(tmpdir(), 'mailroom-desktop-'));
  mkdirSync(join(distFolder, 'renderer'));
  writeFileSync(join(distFolder, 'renderer', 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">');
  writeFileSync(join(distFolder, 'renderer', 'app.js'), 'run()');
  mkdirSync(join(distFolder, 'renderer', 'preview'));
  writeFileSync(join(distFolder, 'renderer', 'preview', 'plain.html'), '<title>Preview</title><script>show()</script>');
  const engines: EngineDouble[] = [];
  const lines: string[] = [];
  const double = electronDouble(recording, {
    ...options,
    fork: () => {
      const engine = new EngineDouble();
      engines.push(engine);
      return engine.child;
    },
  });
  await startDesktop(double.electron, {
    platform: options.platform ?? 'linux',
    argv: options.argv ?? ['/opt/mailroom'],
    cwd: options.cwd ?? '/home/me',
    distFolder,
    nowMs: () => nowMs,
    log: (line) => lines.push(line),
  });

  const ours = { sender: { id: 7 }, senderFrame: ourFrame };
  return {
    ...double,
    engines,
    lines,
    distFolder,
    /** A message from the preload; from our own page unless said otherwise. */
    send: (channel: string, event: object = ours) => double.events.ipc.emit(channel, { ...ours, ...event }),
    /** A question from the preload, in the same way. */
    ask: async (channel: string, asked?: unknown, event: object = ours) => {
      const answer = double.handlers.invoke.get(channel);
      if (answer === undefined) throw new Error(`nobody answers ${channel}`);
      return answer({ ...ours, ...event }, asked);
    },
    commands: (): DesktopCommand[] =>
      double.seen.sent
        .filter(({ channel }) => channel === desktopChannels.command)
        .map(({ message }) => message as DesktopCommand),
    ports: () => double.seen.sent.filter(({ channel }) => channel === desktopChannels.port).map(({ ports }) => ports),
    engine: (): EngineDouble => {
      const engine = engines.at(-1);
      if (engine === undefined) throw new Error('no engine was started');
      return engine;
    },
    get: async (path: string, method = 'GET') => {
      if (double.handlers.page === null) throw new Error('no page is served');
      return double.handlers.page(new Request(`app://mailroom${path}`, { method }));
    },
    end: () => {
      for (const engine of engines) engine.end(0);
      rmSync(distFolder, { recursive: true });
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
