import type { Command } from 'commander';
import type { AccountRow } from '../../../contract/accounts.ts';
import { chooseAccount } from '../../core/accounts/choose-account.ts';
import { isOwn } from '../../core/accounts/delegate.ts';
import { senderWords } from '../../core/accounts/sender-words.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

type Act = (client: ApiClient, rows: readonly AccountRow[], cli: Cli) => Promise<AccountRow>;

const examples = `
Examples:
  $ mailroom login --shared                          once: allow Mailroom to use mailboxes that were shared with you
  $ mailroom senders add team@example.com            tries what you may do there; nothing is sent
  $ mailroom send --from team@example.com --to a@example.com --subject Plans --text "As agreed."`;

/** Addresses that are used through an account: shared mailboxes, Send As, Send on Behalf (row C15). */
export function addSenders(program: Command, perform: Perform): void {
  const senders = program
    .command('senders')
    .description('list the addresses you send from besides your own, and what you may do there')
    .addHelpText('after', examples)
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  const verb = (name: string, words: string, act: (address: string) => Act): void => {
    senders
      .command(`${name} <address>`)
      .description(words)
      .action((address: string, _options: unknown, command: Command) =>
        perform(command.optsWithGlobals<GlobalOptions>(), (cli) => change(cli, act(address))),
      );
  };
  verb('add', 'use an address through your account (--account), as far as you may', (address) => {
    return async (client, rows, cli) => {
      const through = cli.account === null ? null : chooseAccount(rows.filter(isOwn), cli.account).id;
      return client.accounts.addSender({ through, address });
    };
  });
  verb('check', 'try again what you may do there', (address) => {
    return (client, rows) => client.accounts.checkSender({ id: find(rows, address).id });
  });
  verb('remove', 'use it no more', (address) => {
    return (client, rows) => client.accounts.removeSender({ id: find(rows, address).id });
  });
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.accounts.list({});
    const senders = rows.filter((row) => !isOwn(row));
    const lines = senders.map((row) => lineOf(row, rows));
    const none = 'You send from your own mailboxes alone: mailroom senders add ADDRESS';
    cli.out.result(
      senders.map((row) => documentOf(row, rows)),
      lines.length > 0 ? lines : [none],
    );
    return exitCodes.done;
  });
}

function change(cli: Cli, act: Act): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const rows = await client.accounts.list({});
    const row = await act(client, rows, cli);
    cli.out.result(documentOf(row, rows), [lineOf(row, rows)]);
    return exitCodes.done;
  });
}

function documentOf({ address, delegation }: AccountRow, rows: readonly AccountRow[]) {
  if (delegation === undefined) return { address };
  const { through, place, maySend, mayAttachLarge, checkedAt } = delegation;
  return { address, through: addressOf(rows, through), place, maySend, mayAttachLarge, checkedAt };
}

function lineOf({ address, delegation }: AccountRow, rows: readonly AccountRow[]): string {
  if (delegation === undefined) return address;
  const checked = delegation.checkedAt === null ? 'not checked yet' : `checked ${delegation.checkedAt}`;
  return `${address} · ${senderWords(delegation)} · through ${addressOf(rows, delegation.through)} · ${checked}`;
}

function addressOf(rows: readonly AccountRow[], id: string): string {
  return rows.find((row) => row.id === id)?.address ?? id;
}

function find(rows: readonly AccountRow[], address: string): AccountRow {
  const found = rows.find((row) => !isOwn(row) && row.address.toLowerCase() === address.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new MailroomError('account_not_found', {
    message: 'No such address is used through an account.',
    remediation: 'List them with "mailroom senders".',
    field: 'address',
  });
}
