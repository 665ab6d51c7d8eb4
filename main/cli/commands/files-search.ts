import { InvalidArgumentError, type Command } from 'commander';
import type { FilePage, FileRow } from '../../../contract/files.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodeOfError, exitCodes, type ExitCode } from '../exit-code.ts';
import { toFailure } from '../failure.ts';
import type { ListEntry } from '../output.ts';
import { formatBytes, formatClock } from '../progress/format-amount.ts';
import { counted } from '../row-words.ts';

interface SearchOptions {
  readonly limit?: number;
  readonly after?: string;
}

const PAGE = 1000;

const examples = `
Examples:
  $ mailroom files search invoice
  $ mailroom files search 'from:orders type:pdf after:2026-11 "final offer"'
  $ mailroom files search larger:25mb --json --limit 100
  $ mailroom files search -- plan -draft        two dashes, before a word that begins with one

Operators: name: subject: from: to: type: ext: state: mailbox: larger: smaller: after: before: sha: has:duplicates is:inline.
Newest first. All that match, unless --limit says fewer; the id of the last one continues the list with --after.`;

export function addFilesSearch(files: Command, perform: Perform): void {
  files
    .command('search')
    .argument('[query...]', 'words and operators; none lists all files')
    .option('--limit <files>', 'at most so many', parseLimit)
    .option('--after <id>', 'go on behind this file')
    .description('find files by words and by what they are')
    .addHelpText('after', examples)
    .action((query: string[], options: SearchOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => search(cli, query.join(' '), options)),
    );
}

function search(cli: Cli, words: string, options: SearchOptions): Promise<ExitCode> {
  const text = cli.account === null ? words : `${words} mailbox:"${cli.account}"`;
  // Not repeatable: a list that was half told must not be told again from its start.
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const first = await readPage(client, text, options.after ?? null, options.limit ?? PAGE);
    refuseMisread(first);
    for (const { problem } of first.terms) if (problem !== null) cli.out.say(problem);
    let found = 0;
    async function* entries(): AsyncGenerator<ListEntry> {
      for await (const row of readRows(client, text, first, options.limit ?? Infinity)) {
        found += 1;
        yield { document: searchDocument(row), line: rowLine(row) };
      }
    }
    try {
      const isWhole = await cli.out.list(entries(), cli.interrupted);
      cli.out.say(isWhole ? `${counted(found, 'file')}.` : 'Stopped. The list is not whole.');
      return isWhole ? exitCodes.done : exitCodes.failed;
    } catch (thrown) {
      // What was printed is no whole list, and stays without its end.
      const failure = toFailure(thrown);
      cli.out.explain(failure);
      return exitCodeOfError(failure.error.error_code);
    }
  });
}

async function* readRows(client: ApiClient, text: string, first: FilePage, limit: number): AsyncGenerator<FileRow> {
  let page = first;
  let left = limit;
  for (;;) {
    yield* page.rows.slice(0, left);
    left -= page.rows.length;
    if (page.next === null || left <= 0) return;
    page = await readPage(client, text, page.next, left);
  }
}

function readPage(client: ApiClient, text: string, after: string | null, wanted: number): Promise<FilePage> {
  return client.files.page({
    query: { text, sort: { by: 'received', descending: true }, withInline: false },
    at: after === null ? { kind: 'start' } : { kind: 'after', key: after },
    limit: Math.min(wanted, PAGE),
  });
}

/** In a window one sees what a half-typed operator does; a script must not get files that were not asked for. */
function refuseMisread({ terms }: FilePage): void {
  const misread = terms.find(({ operator, problem }) => operator !== null && problem !== null);
  if (misread === undefined) return;
  throw new MailroomError('usage_error', {
    message: `${misread.text} is not understood. ${misread.problem ?? ''}`,
    remediation: 'mailroom files search --help lists the operators.',
    field: 'query',
  });
}

/** A row with `--json`. The order and the names are what scripts were written against. */
function searchDocument(row: FileRow) {
  return {
    id: row.id,
    name: row.name,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    contentType: row.contentType,
    mailbox: row.mailbox,
    messageId: row.messageId,
    subject: row.subject,
    from: row.from,
    receivedAt: row.receivedAt,
    state: row.state,
  };
}

function rowLine(row: FileRow): string {
  const received = formatClock(row.receivedAt, Date.now()).padEnd(16);
  const size = (row.sizeBytes === null ? row.state : formatBytes(row.sizeBytes)).padStart(11);
  return `${row.id.padStart(16)}  ${received}  ${size}  ${row.name}  · ${row.from} · ${row.subject}`;
}

function parseLimit(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit >= 1) return limit;
  throw new InvalidArgumentError('Give a number of files, at least 1.');
}
