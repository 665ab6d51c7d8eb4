import { z } from 'zod';
import { desktopChannels, type FileAnswer, type FolderAnswer } from '../../contract/desktop.ts';
import type { LendPurpose } from '../../contract/file-exports-api.ts';
import { type FileId, fileId } from '../../contract/files.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { ApiClient } from '../engine/host.ts';
import { clipboardFiles } from './clipboard-files.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import type { WindowMessages } from './window-messages.ts';

interface FileService {
  readonly electron: Pick<ElectronParts, 'clipboard' | 'ClipboardItem' | 'dialog' | 'shell'>;
  readonly window: WindowParts;
  readonly messages: WindowMessages;
  readonly platform: NodeJS.Platform;
  /** Shown under the mouse while files are dragged. */
  readonly dragIcon: string;
  /** Null while there is no engine. */
  readonly client: () => ApiClient | null;
}

type Act = (paths: readonly string[]) => FileAnswer | Promise<FileAnswer>;

type Refused = Extract<FileAnswer, { kind: 'refused' }>;

const oneId = fileId.transform((id) => [id]);
const manyIds = z.array(fileId).min(1).max(100);
const done: FileAnswer = { kind: 'done' };

/** Collected files on their way out of the window. The page names files by id alone, and no path ever reaches it. */
export function serveFiles({ electron, window, messages, platform, dragIcon, client }: FileService): void {
  const { clipboard, ClipboardItem, dialog, shell } = electron;

  /** Null when there is no engine, or it ended before it answered. */
  async function askEngine<T>(ask: (engine: ApiClient) => Promise<T>): Promise<T | null> {
    const engine = client();
    if (engine === null) return null;
    return ask(engine).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') return null;
      throw error;
    });
  }

  function answer(channel: string, asked: z.ZodType<FileId[]>, purpose: LendPurpose, act: Act): void {
    messages.answer(channel, async (raw): Promise<FileAnswer> => {
      const ids = asked.parse(raw);
      const files = await askEngine((engine) => engine.files.lend({ ids, purpose }));
      if (files === null) return engineAway();
      const paths: string[] = [];
      for (const file of files) {
        if (file.kind === 'failed') return { kind: 'refused', error: file.error };
        paths.push(file.path);
      }
      return act(paths);
    });
  }

  answer(desktopChannels.openFile, oneId, 'open', async ([path = '']) =>
    (await shell.openPath(path)) === '' ? done : noProgram(),
  );
  answer(desktopChannels.revealFile, oneId, 'reveal', ([path = '']) => {
    shell.showItemInFolder(path);
    return done;
  });
  answer(desktopChannels.copyFiles, manyIds, 'handOver', async (paths) => {
    const formats = clipboardFiles(platform, paths);
    if (formats === null) return oneAtATime();
    await clipboard.write([new ClipboardItem(formats)]);
    return done;
  });
  answer(desktopChannels.dragFiles, manyIds, 'handOver', (paths) => {
    window.webContents.startDrag({ file: paths[0] ?? '', files: [...paths], icon: dragIcon });
    return done;
  });

  messages.answer(desktopChannels.pickFolder, async (): Promise<FolderAnswer> => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Save files',
      buttonLabel: 'Save here',
      properties: ['openDirectory', 'createDirectory'],
    });
    const [folder] = filePaths;
    if (folder === undefined) return { kind: 'cancelled' };
    const granted = await askEngine((engine) => engine.files.grantFolder({ folder }));
    return granted === null ? engineAway() : { kind: 'chosen', ...granted };
  });
}

function engineAway(): Refused {
  return refused('Mailroom is just starting again. Nothing was done.', 'Try again in a moment.', true);
}

function noProgram(): Refused {
  return refused('This system found no program to open the file with.', 'Save it, or show it in its folder.');
}

function oneAtATime(): Refused {
  return refused('Windows takes one file at a time this way.', 'Drag them, or save them into a folder.');
}

function refused(message: string, remediation: string, retriable = false): Refused {
  return { kind: 'refused', error: structuredError('file_not_opened', { message, remediation, retriable }) };
}
