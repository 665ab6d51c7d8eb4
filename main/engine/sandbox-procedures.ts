import type { AccountRow } from '../../contract/accounts.ts';
import { type SandboxFault, sandboxFaults, type SandboxState } from '../../contract/shell.ts';
import { type SignInOrder, sandboxControl } from '../adapters/sandbox/sandbox-control.ts';
import { isOwn } from '../core/accounts/delegate.ts';
import { MAX_MESSAGE_BYTES } from '../core/compose/check-draft.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { faultCauses } from './sandbox-faults.ts';
import type { Services } from './services.ts';

type Control = ReturnType<typeof sandboxControl>;
type Active = SandboxState['active'][number];

export function sandboxProcedures({ tenancy, accounts, budget }: Pick<Services, 'tenancy' | 'accounts' | 'budget'>) {
  async function open(): Promise<Control> {
    const origin = await tenancy.controlOrigin();
    if (origin === null) throw noSandbox();
    return sandboxControl(origin);
  }

  const people = (): AccountRow[] => accounts.list().filter((account) => account.cloud === 'sandbox' && isOwn(account));

  async function steerSignIns(control: Control, orders: readonly SignInOrder[]): Promise<void> {
    if (people().length === 0) throw nobodySignedIn();
    for (const order of orders) await Promise.all(people().map(({ address }) => control.steerSignIn(address, order)));
  }

  return {
    state: async () => readState(await open()),

    async cause(fault: SandboxFault): Promise<SandboxState> {
      const control = await open();
      const cause = faultCauses[fault];
      switch (cause.by) {
        case 'rule':
          await control.addFault(cause.rule);
          break;
        case 'sizeLimit':
          await control.change({ messageSizeLimitBytes: cause.bytes });
          break;
        case 'rights':
          await control.change({ sendRights: false });
          break;
        case 'signIn':
          await steerSignIns(control, cause.orders);
          break;
      }
      return readState(control);
    },

    /** An ended sign-in comes back only with the next one. */
    async clear(): Promise<SandboxState> {
      const control = await open();
      await control.clearFaults();
      await control.change({ messageSizeLimitBytes: MAX_MESSAGE_BYTES, sendRights: true });
      for (const { address } of people()) await control.steerSignIn(address, { action: 'block', blocked: false });
      // The limit was rehearsed, so what was learnt of it must not stay.
      for (const { id } of accounts.list()) budget.learnt.forget(id);
      return readState(control);
    },
  };
}

async function readState(control: Control): Promise<SandboxState> {
  const [mailboxes, { delivered }, rules, switches] = await Promise.all([
    control.mailboxes(),
    control.truth(),
    control.faults(),
    control.switches(),
  ]);
  return {
    mailboxes: mailboxes.map(({ address, displayName, folders }) => ({
      address,
      name: displayName,
      messages: folders.reduce((total, folder) => total + folder.total, 0),
    })),
    active: sandboxFaults.flatMap((fault) => activeFault(fault, rules, switches)),
    delivered: delivered.map(({ subject, recipients, attachments, deliveredAt }) => ({
      subject,
      recipients: recipients.map((recipient) => recipient.address),
      files: attachments,
      deliveredAt,
    })),
  };
}

/** Empty when it is not active. Several rules of one fault add up. */
function activeFault(
  fault: SandboxFault,
  rules: Awaited<ReturnType<Control['faults']>>,
  { messageSizeLimitBytes, sendRights }: Awaited<ReturnType<Control['switches']>>,
): readonly Active[] {
  const cause = faultCauses[fault];
  switch (cause.by) {
    case 'rule': {
      const lasting = rules.filter(
        ({ rule, used }) => rule.action === cause.rule.action && (rule.times === 0 || used < rule.times),
      );
      if (lasting.length === 0) return [];
      const isEndless = lasting.some(({ rule }) => rule.times === 0);
      const times = lasting.reduce((total, { rule, used }) => total + rule.times - used, 0);
      return [{ fault, remaining: isEndless ? null : times }];
    }
    case 'sizeLimit':
      return messageSizeLimitBytes === cause.bytes ? [{ fault, remaining: null }] : [];
    case 'rights':
      return sendRights ? [] : [{ fault, remaining: null }];
    case 'signIn':
      return [];
  }
}

function noSandbox(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'Failures can be caused only in the sandbox tenant, and this is another one. Nothing was done.',
    remediation: 'Start Mailroom without MS_CLIENT_ID, MS_AUTHORITY and MS_ACCESS_TOKEN to use the sandbox.',
  });
}

function nobodySignedIn(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'No sandbox mailbox is signed in, so there is no sign-in to end.',
    remediation: 'Sign in to one first.',
  });
}
