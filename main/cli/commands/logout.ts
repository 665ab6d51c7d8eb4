import type { Command } from 'commander';
import { chooseAccount } from '../../core/accounts/choose-account.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { titleOf } from '../progress/describe-progress.ts';
import { accountDocument, accountWords } from './accounts.ts';

export function addLogout(program: Command, perform: Perform): void {
  program
    .command('logout')
    .description('disconnect a mailbox; refused while it has unsent mail')
    .option('--force', 'even with unsent mail, which then waits for a new sign-in')
    .action((options: { force?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => logout(cli, options.force === true)),
    );
}

function logout(cli: Cli, evenIfUnsent: boolean): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const chosen = chooseAccount(await client.accounts.list({}), cli.account);
    const { account, unsent } = await client.accounts.signOut({ account: chosen.id, evenIfUnsent });
    for (const row of unsent) cli.out.say(`Unsent, waits for a new sign-in: ${titleOf(row)}`);
    cli.out.result(accountDocument(account), [accountWords(account)]);
    return exitCodes.done;
  });
}
