import type { Command } from 'commander';
import type { Perform } from '../cli.ts';
import { addFilesFetch } from './files-fetch.ts';
import { addFilesSave } from './files-save.ts';
import { addFilesSearch } from './files-search.ts';

export function addFiles(program: Command, perform: Perform): void {
  const files = program.command('files').description('files that came by mail');
  addFilesSearch(files, perform);
  addFilesSave(files, perform);
  addFilesFetch(files, perform);
}
