import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MailroomError } from '../core/mailroom-error.ts';

/** Beside the bundle of the desktop, and where they are written. */
const folders = [join(import.meta.dirname, 'runbooks'), join(import.meta.dirname, '..', '..', 'docs', 'runbooks')];

/** A page of docs/runbooks. Only a name that the folder lists leads to a file. Throws `file_not_found`. */
export async function readRunbook(name: string): Promise<string> {
  for (const folder of folders) {
    const pages = await readdir(folder).catch(() => []);
    const page = pages.find((file) => file === `${name}.md`);
    if (page !== undefined) return readFile(join(folder, page), 'utf8');
  }
  throw new MailroomError('file_not_found', {
    message: 'There is no runbook of this name.',
    remediation: 'Alerts name the runbooks that there are.',
  });
}
