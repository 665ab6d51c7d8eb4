import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { type Template, templateDocument } from '../../../contract/templates.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { counted } from '../row-words.ts';

const examples = `
Examples:
  $ mailroom templates export templates.json
  $ mailroom templates import templates.json
  $ mailroom send --to a@example.com --template Offer --set customer_name=Ada --set day=Monday

The file is one JSON array: name, subject, html, variables with name, label and value (the default, or null).`;

export function addTemplates(program: Command, perform: Perform): void {
  const templates = program
    .command('templates')
    .description('texts that are used again and again')
    .addHelpText('after', examples);
  templates
    .command('list')
    .description('every template with its variables')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  templates
    .command('export')
    .argument('<file>', 'a JSON file')
    .description('write all of them to a file')
    .action((file: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => exportAll(cli, file)),
    );
  templates
    .command('import')
    .argument('<file>', 'a JSON file that export wrote')
    .description('add those of a file; one with a known name takes the place of the other')
    .action((file: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => importAll(cli, file)),
    );
  templates
    .command('remove')
    .argument('<name>', 'as it is listed')
    .description('delete one')
    .action((name: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => remove(cli, name)),
    );
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const templates = await client.templates.list({});
    const lines = templates.map(({ name, variables }) => `${name} · ${variableWords(variables)}`);
    cli.out.result(templates, lines.length > 0 ? lines : ['No template yet: mailroom templates import FILE']);
    return exitCodes.done;
  });
}

function exportAll(cli: Cli, file: string): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const documents = (await client.templates.list({})).map(({ id: _id, ...document }) => document);
    await writeFile(resolve(cli.cwd, file), `${JSON.stringify(documents, null, 2)}\n`);
    cli.out.result({ written: documents.length }, [`Wrote ${counted(documents.length, 'template')} to ${file}.`]);
    return exitCodes.done;
  });
}

async function importAll(cli: Cli, file: string): Promise<ExitCode> {
  const templates = await readDocuments(resolve(cli.cwd, file));
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const result = await client.templates.import({ templates });
    cli.out.result(result, [`Added ${String(result.added)}, replaced ${String(result.replaced)}.`]);
    return exitCodes.done;
  });
}

function remove(cli: Cli, name: string): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const found = (await client.templates.list({})).find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw refused(`There is no template called “${name}”.`, 'See mailroom templates list.');
    cli.out.result(await client.templates.remove({ id: found.id }), [`Deleted “${found.name}”.`]);
    return exitCodes.done;
  });
}

async function readDocuments(path: string) {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw refused('This file cannot be read.', 'Check its path.');
  try {
    return z.array(templateDocument).parse(JSON.parse(text));
  } catch (cause) {
    const where = cause instanceof z.ZodError ? (cause.issues[0]?.path.join('.') ?? '') : '';
    const what = where === '' ? 'This file is no list of templates.' : `In this file, ${where} is not as it must be.`;
    throw refused(what, 'Take a file that mailroom templates export wrote as the pattern.');
  }
}

function variableWords(variables: Template['variables']): string {
  if (variables.length === 0) return 'no variable';
  return variables.map(({ name, value }) => (value === null ? name : `${name} (or ${value})`)).join(', ');
}

function refused(message: string, remediation: string): MailroomError {
  return new MailroomError('validation_error', { message: `${message} Nothing was changed.`, remediation });
}
