import type { FileAnswer } from '../../contract/desktop.ts';
import type { FileId } from '../../contract/files.ts';
import { commands } from '../app/commands.ts';
import { useConnection } from '../app/connection.tsx';
import { type Action, useAction } from '../app/use-action.ts';
import { copyLine } from '../app/use-copy-command.ts';
import type { FilesOut } from '../client/connection.ts';
import { announce } from '../ui/announce.ts';
import { HostRefused } from '../app/host-refused.ts';
import { startDownload } from './start-download.ts';

export type FileVerb = 'open' | 'reveal' | 'copyFile' | 'download' | 'copyId' | 'copyCommand' | 'fetchAgain';

/** Does one thing with collected files, once; a fault stays to be read. */
export function useFileAction(ids: readonly FileId[]): Action<FileVerb> {
  const { client, host } = useConnection();

  async function act(verb: FileVerb): Promise<string | null> {
    switch (verb) {
      case 'open':
        return ask(host.files, (files) => files.openFile(ids[0] ?? ''), 'Opened');
      case 'reveal':
        return ask(host.files, (files) => files.revealFile(ids[0] ?? ''), 'Shown in its folder');
      case 'copyFile':
        return ask(host.files, (files) => files.copyFiles(ids), 'Copied, to be pasted as a file');
      case 'download':
        return startDownload(host.files, ids);
      case 'copyId':
        await navigator.clipboard.writeText(ids.join('\n'));
        return ids.length === 1 ? 'Id copied' : 'Ids copied';
      case 'copyCommand': {
        const words = commands['files.save'](ids);
        if (words === null) return 'Nothing copied: so many files are more than one command line takes.';
        copyLine(await client.shell.commandLine({ words: [...words] }));
        return null;
      }
      case 'fetchAgain': {
        const [id] = ids;
        if (id === undefined) return null;
        const row = await client.files.fetchAgain({ id });
        return row.state === 'stored' ? 'It is here and intact' : 'It is being fetched again';
      }
    }
  }

  return useAction(act, (said) => {
    if (said !== null) announce(said);
  });
}

/** Opens a file with the system's program for it. */
export async function openFile(out: FilesOut, id: string): Promise<void> {
  if (out.kind === 'desktop') announceRefusal(await out.openFile(id));
}

/** Drags files out of the window; the system goes on with it. */
export async function dragFiles(out: FilesOut, ids: readonly string[]): Promise<void> {
  if (out.kind === 'desktop') announceRefusal(await out.dragFiles(ids.slice(0, mostDragged)));
}

function announceRefusal(answer: FileAnswer): void {
  if (answer.kind === 'refused') announce(`${answer.error.message} ${answer.error.remediation}`);
}

/** As many as are lent at once. */
const mostDragged = 100;

async function ask(
  out: FilesOut,
  act: (files: Extract<FilesOut, { kind: 'desktop' }>) => Promise<FileAnswer>,
  said: string,
): Promise<string | null> {
  if (out.kind !== 'desktop') return null;
  const answer = await act(out);
  if (answer.kind === 'refused') throw new HostRefused(answer.error);
  return said;
}
