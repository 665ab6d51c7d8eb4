import type { Command } from 'commander';
import type { FileId } from '../../../contract/files.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseFileId } from './files-save.ts';

export function addFilesFetch(files: Command, perform: Perform): void {
  files
    .command('fetch')
    .argument('<id>', 'an id that "mailroom files search" shows')
    .description('check a file that is here, and fetch it again where it failed or is damaged')
    .action((id: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => fetchAgain(cli, parseFileId(id))),
    );
}

function fetchAgain(cli: Cli, id: FileId): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const { name, state } = await client.files.fetchAgain({ id });
    const isHere = state === 'stored';
    cli.out.result({ id, name, state }, [isHere ? `${name} is here and intact.` : `${name} is being fetched again.`]);
    if (!isHere) cli.out.say('It goes on while Mailroom runs: mailroom run --until-idle');
    return isHere ? exitCodes.done : exitCodes.queued;
  });
}
