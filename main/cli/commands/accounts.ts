import type { Command } from 'commander';
import type { AccountRow } from '../../../contract/accounts.ts';
import { isOwn } from '../../core/accounts/delegate.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

export function addAccounts(program: Command, perform: Perform): void {
  program
    .command('accounts')
    .description('list the connected mailboxes')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), listAccounts));
}

function listAccounts(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const accounts = (await client.accounts.list({})).filter(isOwn);
    const lines = accounts.map(accountWords);
    cli.out.result(
      accounts.map(accountDocument),
      lines.length > 0 ? lines : ['No mailbox is connected: mailroom login'],
    );
    return exitCodes.done;
  });
}

export function accountDocument({ address, tenant, cloud, state, scopes }: AccountRow) {
  return { address, tenant, cloud, state, scopes };
}

export function accountWords(account: AccountRow): string {
  const state = account.state === 'connected' ? 'Connected' : 'Sign-in needed, its work waits';
  return `${account.address} · ${state} · ${account.cloud} · tenant ${account.tenant}`;
}
