import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { mergePlan, type MergePlan, type MergeTable } from '../../contract/merge.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { ApiClient } from '../engine/host.ts';
import type { Cli } from './cli.ts';

/** The flags of `merge` that say what becomes of each row. */
export interface MergeFlags {
  readonly csv?: string;
  readonly toColumn: string;
  readonly ccColumn?: string;
  readonly bccColumn?: string;
  readonly fileColumn?: string;
  readonly subject?: string;
  readonly html?: string;
  readonly template?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly allowDuplicates?: true;
}

export async function readTable(cli: Pick<Cli, 'cwd'>, { csv }: MergeFlags): Promise<MergeTable> {
  if (csv === undefined) throw usage('csv', 'No table is named.', 'Name it with --csv; a CSV or an XLSX will do.');
  const path = resolve(cli.cwd, csv);
  try {
    return { name: basename(path), bytes: await openAsBlob(path) };
  } catch (cause) {
    throw new MailroomError('source_unreadable', {
      message: `"${basename(path)}" cannot be read. Nothing was made.`,
      remediation: 'Check the path and its permissions.',
      field: 'csv',
      cause,
    });
  }
}

/** Subject and text come from a template, or from the flags; a flag goes before the template. */
export async function readPlan(cli: Pick<Cli, 'cwd'>, client: ApiClient, flags: MergeFlags): Promise<MergePlan> {
  const letter = flags.template === undefined ? null : await findTemplate(client, flags.template);
  const html = flags.html === undefined ? letter?.html : await readHtml(resolve(cli.cwd, flags.html));
  if (html === undefined) throw usage('html', 'There is no text.', 'Give --html or --template.');
  const defaults =
    letter?.variables.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const])) ?? [];
  return mergePlan.parse({
    subject: flags.subject ?? letter?.subject ?? '',
    html,
    to: flags.toColumn,
    cc: flags.ccColumn ?? null,
    bcc: flags.bccColumn ?? null,
    fileColumn: flags.fileColumn ?? null,
    folder: flags.csv === undefined ? null : dirname(resolve(cli.cwd, flags.csv)),
    variables: flags.set ?? {},
    defaults: Object.fromEntries(defaults),
    allowDuplicates: flags.allowDuplicates === true,
  });
}

async function findTemplate(client: ApiClient, name: string) {
  const all = await client.templates.list({});
  const found = all.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = all.map((one) => one.name).join(', ');
  throw usage(
    'template',
    'There is no template of this name.',
    names === '' ? 'None is kept yet.' : `There are: ${names}.`,
  );
}

async function readHtml(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new MailroomError('source_unreadable', {
      message: `"${basename(path)}" cannot be read. Nothing was made.`,
      remediation: 'Check the path and its permissions.',
      field: 'html',
      cause,
    });
  }
}

function usage(field: string, message: string, remediation: string): MailroomError {
  return new MailroomError('usage_error', { message: `${message} Nothing was made.`, remediation, field });
}
