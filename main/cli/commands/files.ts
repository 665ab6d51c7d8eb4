import type { Command } from 'commander';
import type { Perform } from '../cli.ts';
import { addFilesSave } from './files-save.ts';

export function addFiles(program: Command, perform: Perform): void {
  const files = program.command('files').description('files that came by mail');
  addFilesSave(files, perform);
}
