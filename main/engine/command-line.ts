import process from 'node:process';
import type { CommandLine } from '../../contract/command-line.ts';
import { quoteForCmd, quoteForPowershell, quoteForSh } from '../core/commands/quote-words.ts';

/** The words of a command line, quoted for each shell. */
export function commandLine(words: readonly string[]): CommandLine {
  return {
    words: [...words],
    sh: quoteForSh(words),
    powershell: quoteForPowershell(words),
    cmd: quoteForCmd(words),
    own: process.platform === 'win32' ? 'powershell' : 'sh',
  };
}
