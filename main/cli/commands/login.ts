import { type Command, Option } from 'commander';
import { type AccountRow, nationalCloud, type OtherCloud, otherCloud } from '../../../contract/accounts.ts';
import type { SignInStep } from '../../../contract/api.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import { followSignIn } from '../../sandbox/robot-browser.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { openBrowser } from '../open-browser.ts';
import { accountDocument, accountWords } from './accounts.ts';

interface LoginOptions {
  readonly deviceCode?: true;
  readonly as?: string;
  readonly drive?: true;
  readonly shared?: true;
  readonly cloud?: OtherCloud['cloud'];
  readonly clientId?: string;
  readonly tenant?: string;
}

export function addLogin(program: Command, perform: Perform): void {
  program
    .command('login')
    .description('connect a mailbox, in the browser or with a code typed elsewhere')
    .option('--device-code', 'show a code to type on another device, for machines without a browser')
    .option('--drive', 'also allow sharing files as links to your OneDrive')
    .option('--shared', 'also allow sending from mailboxes that were shared with you')
    .addOption(
      new Option('--cloud <name>', 'another national cloud than MS_CLOUD, with its own --client-id').choices(
        nationalCloud.options,
      ),
    )
    .option('--client-id <id>', 'with --cloud: the application that is registered there')
    .option('--tenant <id>', 'with --cloud: its directory; otherwise whichever you belong to')
    .option('--as <address>', 'sandbox tenant only: sign in as this mailbox without a browser')
    .action((options: LoginOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => login(cli, options)),
    );
}

function login(cli: Cli, options: LoginOptions): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const account = await signIn(cli, client, options).catch((thrown: unknown) => {
      throw cli.interrupted.aborted ? notSignedIn() : thrown;
    });
    cli.out.result(accountDocument(account), [accountWords(account)]);
    return exitCodes.done;
  });
}

async function signIn(cli: Cli, client: ApiClient, options: LoginOptions): Promise<AccountRow> {
  const method = options.deviceCode === true ? 'deviceCode' : 'browser';
  const loginHint = options.as ?? cli.account;
  const beside = { withDrive: options.drive === true, withShared: options.shared === true };
  const asked = { method, loginHint, ...beside, elsewhere: readElsewhere(options) } as const;
  const steps = await client.accounts.signIn(asked, { signal: cli.interrupted });
  for await (const step of steps) {
    const account = await takeStep(cli, options, step);
    if (account !== null) return account;
  }
  throw notSignedIn();
}

function readElsewhere({ cloud, clientId, tenant }: LoginOptions): OtherCloud | null {
  if (cloud === undefined && clientId === undefined && tenant === undefined) return null;
  const read = otherCloud.safeParse({ cloud, clientId, tenant: tenant ?? null });
  if (read.success) return read.data;
  throw new MailroomError('usage_error', {
    message: 'Another cloud is named with --cloud and --client-id together, and --tenant where it matters.',
    remediation: 'Each cloud keeps its own app registrations; docs/entra-setup.md shows how to make one.',
    field: 'cloud',
  });
}

async function takeStep(cli: Cli, options: LoginOptions, step: SignInStep): Promise<AccountRow | null> {
  switch (step.kind) {
    case 'signedIn':
      return step.account;
    case 'enterCode':
      cli.out.stderr.write(`Open ${step.url} and enter the code ${step.code}\n`);
      return null;
    case 'openBrowser':
      await (options.as === undefined ? showPage(cli, step.url) : followSignIn(step.url, options.as));
      return null;
  }
}

async function showPage(cli: Cli, url: string): Promise<void> {
  // Printed even with --quiet: without a browser it is the only way on.
  cli.out.stderr.write(`Sign in in your browser. If none opens, open this page yourself:\n${url}\n`);
  await openBrowser(url).catch(() => undefined);
}

function notSignedIn(): MailroomError {
  return new MailroomError('sign_in_failed', {
    message: 'The sign-in ended before a mailbox was connected. Nothing was changed.',
    remediation: 'Run mailroom login again.',
    retriable: true,
  });
}
