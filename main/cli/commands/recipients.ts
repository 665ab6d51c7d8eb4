import type { Command } from 'commander';
import type { RecipientSuggestion, RecipientToken } from '../../../contract/recipients.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { counted } from '../row-words.ts';

const examples = `
Examples:
  $ mailroom recipients suggest jan        whom this mailbox wrote to or had mail from, the most likely first
  $ mailroom recipients forget jane@example.com
  $ mailroom recipients expand projects@example.com --json

MAILROOM_SUGGEST_RECIPIENTS=false suggests nobody. What is known stays on this computer.`;

const SHOWN = 20;

export function addRecipients(program: Command, perform: Perform): void {
  const recipients = program.command('recipients').description('whom a mailbox knows, and who is in a group');
  recipients.addHelpText('after', examples);
  for (const [name, argument, words, run] of [
    ['suggest', '<text>', 'beginnings of a name, an address or a domain', suggest],
    ['forget', '<address>', 'suggest it no more, until it is written to again', forget],
    ['restore', '<address>', 'take that back', restore],
    ['expand', '<address>', 'the members of a group; nothing is changed', expand],
  ] as const) {
    recipients
      .command(name)
      .argument(argument)
      .description(words)
      .action((text: string, _options: unknown, command: Command) =>
        perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
          cli.withEngine({ work: false, repeatable: true }, ({ client }) => run(cli, client, text)),
        ),
      );
  }
}

async function suggest(cli: Cli, { recipients }: ApiClient, text: string): Promise<ExitCode> {
  const found = await recipients.suggest({ account: cli.account, text, limit: SHOWN });
  const documents = found.map(({ token: { name, address, kind, reason }, ...uses }) => {
    return { address, name, kind, reason, ...uses };
  });
  cli.out.result(documents, found.length === 0 ? ['Nobody that is known fits.'] : found.map(suggestionLine));
  return exitCodes.done;
}

function suggestionLine({ token, sent, received, lastSentAt, lastReceivedAt }: RecipientSuggestion): string {
  const uses = [
    ...(sent === 0 ? [] : [`sent ${counted(sent, 'message')}, last on ${dayOf(lastSentAt)}`]),
    ...(received === 0 ? [] : [`received ${counted(received, 'message')}, last on ${dayOf(lastReceivedAt)}`]),
  ];
  return [token.text, ...uses, ...(token.reason === null ? [] : [token.reason])].join('  ');
}

async function forget(cli: Cli, { recipients }: ApiClient, address: string): Promise<ExitCode> {
  const { forgotten } = await recipients.forget({ account: cli.account, address });
  cli.out.result({ address, forgotten }, [forgotten ? 'It is not suggested any more.' : 'It was not known.']);
  return forgotten ? exitCodes.done : exitCodes.failed;
}

async function restore(cli: Cli, { recipients }: ApiClient, address: string): Promise<ExitCode> {
  const { restored } = await recipients.restore({ account: cli.account, address });
  cli.out.result({ address, restored }, [restored ? 'It is suggested again.' : 'It was not forgotten.']);
  return restored ? exitCodes.done : exitCodes.failed;
}

async function expand(cli: Cli, { recipients }: ApiClient, address: string): Promise<ExitCode> {
  const { name, members, withoutAddress } = await recipients.expandGroup({ account: cli.account, address });
  const unnamed = withoutAddress === 0 ? [] : [`${counted(withoutAddress, 'member')} without an address.`];
  cli.out.result({ address, name, members: members.map(memberDocument), withoutAddress }, [
    `${name}: ${counted(members.length, 'member')}.`,
    ...members.map(({ text, reason }) => (reason === null ? text : `${text}  ${reason}`)),
    ...unnamed,
  ]);
  return exitCodes.done;
}

function memberDocument({ address, name, kind, reason }: RecipientToken) {
  return { address, name, kind, reason };
}

function dayOf(instant: string | null): string {
  return instant === null ? 'an unknown day' : instant.slice(0, 10);
}
