import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { SavedFile } from '../../../contract/file-exports-api.ts';
import { type FileId, fileId } from '../../../contract/files.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

interface SaveOptions {
  readonly to: string;
  readonly pattern?: string;
}

export function addFilesSave(files: Command, perform: Perform): void {
  files
    .command('save')
    .argument('<id...>', 'ids that "mailroom files search" shows')
    .requiredOption('--to <folder>', 'a folder that exists; nothing in it is overwritten')
    .option(
      '--pattern <names>',
      'such as "{date} {from} {name}"; also {time} {mailbox} {subject} {stem} {ext} {n} {sha}',
    )
    .description('copies under safe names, marked as coming from outside')
    .action((ids: string[], options: SaveOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => save(cli, ids.map(parseFileId), options)),
    );
}

function save(cli: Cli, ids: FileId[], { to, pattern }: SaveOptions): Promise<ExitCode> {
  const folder = resolve(cli.cwd, to);
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const results = await follow(cli, client, { ids, folder, pattern: pattern ?? null });
    const saved = results.filter(({ kind }) => kind === 'saved').length;
    const total = new Set(ids).size;
    cli.out.result(
      results.map((result) => documentOf(result, folder)),
      [...results.flatMap(problemWords), `Saved ${saved} of ${total} ${total === 1 ? 'file' : 'files'} in ${folder}`],
    );
    if (results.length < total)
      cli.out.say('Stopped. What was saved stays; the file that was being written is removed.');
    return saved === total ? exitCodes.done : exitCodes.failed;
  });
}

/** What came until the end, or until the person did not want to wait for it. */
async function follow(
  cli: Cli,
  client: ApiClient,
  input: { ids: FileId[]; folder: string; pattern: string | null },
): Promise<readonly SavedFile[]> {
  const results: SavedFile[] = [];
  try {
    for await (const result of await client.files.save(input, { signal: cli.interrupted })) {
      results.push(result);
      if (result.kind === 'saved') cli.out.say(`${result.done} of ${result.of}  ${result.name}`);
    }
  } catch (thrown) {
    if (!cli.interrupted.aborted) throw thrown;
  }
  return results;
}

function documentOf(result: SavedFile, folder: string) {
  const { id } = result;
  if (result.kind === 'failed') return { id, name: null, path: null, lacksMark: false, error: result.error };
  return { id, name: result.name, path: join(folder, result.name), lacksMark: result.lacksMark, error: null };
}

function problemWords(result: SavedFile): string[] {
  if (result.kind === 'failed') {
    return [`Not saved: ${result.id}. ${result.error.message} ${result.error.remediation}`];
  }
  return result.lacksMark ? [`${result.name} carries no mark of where it comes from: that disk cannot hold it.`] : [];
}

export function parseFileId(id: string): FileId {
  const parsed = fileId.safeParse(id);
  if (parsed.success) return parsed.data;
  throw new MailroomError('usage_error', {
    message: 'That is not the id of a file. Nothing was done.',
    remediation: 'mailroom files search shows the ids.',
    field: 'id',
  });
}
