import type { AccountRow, OtherCloud } from '../../contract/accounts.ts';
import type { SignInStep } from '../../contract/api.ts';
import type { AccountId } from '../../contract/ids.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import { DRIVE_SCOPE } from '../adapters/graph/graph-drive-service.ts';
import { delegateScopes } from '../core/accounts/delegate.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { restingSteps, type Step } from '../core/outbox/outbox-record.ts';
import { outboxRow } from '../core/outbox/outbox-row.ts';
import { ownAccounts, type Services } from './services.ts';

interface SignInInput {
  readonly method: 'browser' | 'deviceCode';
  readonly loginHint: string | null;
  readonly withDrive: boolean;
  readonly withShared: boolean;
  readonly elsewhere: OtherCloud | null;
}

export function accountProcedures(services: Services) {
  const { accounts, tenancy, outbox, clock, jobs, worker } = services;

  /** The account and what is used through it: their work waits and goes on together. */
  function withDelegates(id: AccountId): AccountId[] {
    return [id, ...accounts.list().flatMap((row) => (row.delegation?.through === id ? [row.id] : []))];
  }

  return {
    list: (): AccountRow[] => [...ownAccounts(services)],

    /** Steps as they come; leaving the stream cancels the sign-in. */
    async *signIn(
      { method, loginHint, withDrive, withShared, elsewhere }: SignInInput,
      signal: AbortSignal | undefined,
    ): AsyncGenerator<SignInStep, void, void> {
      const aborter = new AbortController();
      const leave = (): void => aborter.abort();
      signal?.addEventListener('abort', leave, { once: true });
      try {
        const flow = await tenancy.signIn(elsewhere);
        const prompt = Promise.withResolvers<SignInStep>();
        const scopes = [...(withDrive ? [DRIVE_SCOPE] : []), ...(withShared ? delegateScopes : [])];
        const request = { loginHint, scopes, signal: aborter.signal };
        const signedIn =
          method === 'browser'
            ? flow.withBrowser(request, (url) => prompt.resolve({ kind: 'openBrowser', url }))
            : flow.withDeviceCode(request, (code) => prompt.resolve({ kind: 'enterCode', ...code }));
        const settled = signedIn.then((account): SignInStep => ({ kind: 'signedIn', account }));
        // Who leaves between the steps does not wait for this any more.
        settled.catch(() => undefined);
        const first = await Promise.race([prompt.promise, settled]);
        yield first;
        const last = first.kind === 'signedIn' ? first : await settled;
        if (last.kind === 'signedIn') {
          for (const id of withDelegates(last.account.id)) jobs.wakeAll(id, 'signIn', clock.nowMs());
          worker.wake();
        }
        if (last !== first) yield last;
      } finally {
        aborter.abort();
        signal?.removeEventListener('abort', leave);
      }
    },

    async signOut(input: {
      account: AccountId;
      evenIfUnsent: boolean;
    }): Promise<{ account: AccountRow; unsent: OutboxRow[] }> {
      const account = accounts.get(input.account);
      if (account === null) {
        throw new MailroomError('account_not_found', {
          message: 'No such account is connected.',
          remediation: 'List the accounts with "mailroom accounts".',
          field: 'account',
        });
      }
      const nowMs = clock.nowMs();
      const unsent = outbox
        .list({})
        .filter((record) => withDelegates(account.id).includes(record.account))
        .filter((record) => isOpen(record.step))
        .map((record) => outboxRow(record, nowMs));
      if (unsent.length > 0 && !input.evenIfUnsent) {
        throw new MailroomError('message_state_conflict', {
          message: `${String(unsent.length)} messages of this account are not finished. You are still signed in.`,
          remediation:
            'Wait for them, cancel them, or sign out all the same with --force: they wait until you sign in again.',
          field: 'account',
          details: { unsent: unsent.map((row) => ({ id: row.id, state: row.state, subject: row.subject })) },
        });
      }
      await tenancy.signOut(account.id);
      return { account: { ...account, state: 'signInNeeded' }, unsent };
    },
  };
}

function isOpen(step: Step): boolean {
  return !(restingSteps as readonly Step[]).includes(step);
}
