import type { Command } from 'commander';
import type { ListedSetting, SettingOrigin } from '../../../contract/settings.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

const examples = `
Examples:
  $ mailroom settings list
  $ mailroom settings set MS_LIMIT_UPLOAD_BYTES_PER_5MIN 50000000
  $ mailroom settings reset MS_LIMIT_UPLOAD_BYTES_PER_5MIN

A policy file and the environment stand above what is set here; docs/settings.md lists every setting with its range.`;

export function addSettings(program: Command, perform: Perform): void {
  const settings = program.command('settings').description('what is set, who set it, and choosing another value');
  settings
    .command('list')
    .description('every setting; of secrets only that they are set')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  settings
    .command('set')
    .argument('<name>', 'the name of the environment variable')
    .argument('<value>', 'in the range that "list" shows')
    .description('choose a value for this computer')
    .addHelpText('after', examples)
    .action((name: string, value: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
        change(cli, (client) => client.settings.set({ name, value, via: 'command' })),
      ),
    );
  settings
    .command('reset')
    .argument('<name>', 'the name of the environment variable')
    .description('forget what was chosen')
    .action((name: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
        change(cli, (client) => client.settings.reset({ name, via: 'command' })),
      ),
    );
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.settings.list({});
    cli.out.result(rows.map(settingDocument), rows.flatMap(settingLines));
    return exitCodes.done;
  });
}

function change(cli: Cli, order: (client: ApiClient) => Promise<ListedSetting>): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const row = await order(client);
    cli.out.result(settingDocument(row), settingLines(row));
    return exitCodes.done;
  });
}

function settingDocument({ name, value, origin, range, change: counts, next, unchosen }: ListedSetting) {
  const then = next === null ? null : { value: next.value, origin: next.origin };
  return { name, value, origin, range, change: counts, next: then, unchosen };
}

const whoWords: Readonly<Record<SettingOrigin, string>> = {
  policy: 'policy file',
  environment: 'environment',
  redis: 'Redis, for all',
  person: 'chosen here',
  account: 'connected mailbox',
  default: 'default',
};

function settingLines({ name, value, origin, next }: ListedSetting): readonly string[] {
  const later = next === null ? [] : [`  from the next start: ${next.value} (${whoWords[next.origin]})`];
  return [`${name} = ${value} (${whoWords[origin]})`, ...later];
}
