import type { CommandLine, ShellName } from '../../contract/command-line.ts';
import { announce } from '../ui/announce.ts';
import type { CommandWords } from '../ui/carried-command.ts';
import { useClient } from './connection.tsx';
import { copyText } from './copy-text.ts';
import { readFault } from './fault.ts';
import { useShortcut } from './use-shortcut.ts';

export const shellWords: Readonly<Record<ShellName, string>> = { sh: 'sh', powershell: 'PowerShell', cmd: 'cmd' };

/** Puts a whole command line on the clipboard, quoted for the shell that is usual here, and says so. */
export function useCopyCommand(): (words: CommandWords) => void {
  const client = useClient();
  return (words) =>
    void client.shell.commandLine({ words: [...words] }).then(copyLine, (thrown: unknown) => sayNotCopied(thrown));
}

export function copyLine(line: CommandLine, shell: ShellName = line.own): void {
  const text = line[shell];
  if (text === null) announce('Nothing copied: something in it holds a line break, which cmd cannot carry.');
  else copyText(text, 'Command copied');
}

export function sayNotCopied(thrown: unknown): void {
  announce(`Nothing copied. ${readFault(thrown).error.message}`);
}

/** The key on a screen where nothing that has the focus carries a command: that of what is open; null for none. */
export function useOpenCommand(words: CommandWords | null): void {
  const copy = useCopyCommand();
  useShortcut('copyCommand', () => copy(words ?? []), words !== null);
}
