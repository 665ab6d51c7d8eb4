import type { AccountRow } from '../../contract/accounts.ts';
import { accountId, type AccountId, outboxId } from '../../contract/ids.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { isOwn } from '../core/accounts/delegate.ts';
import { probeSender } from '../core/accounts/probe-sender.ts';
import { readRecipients } from '../core/compose/read-recipients.ts';
import { describeFault } from '../core/faults/describe-fault.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { restingSteps, type Step } from '../core/outbox/outbox-record.ts';
import { ownAccounts, type Services } from './services.ts';

const PATIENCE_MS = 30_000;

/** Addresses that are used through a connected account (row C15). */
export function senderProcedures(services: Services) {
  const { accounts, clock, random, mail, outbox } = services;

  function mustGet(id: AccountId): AccountRow {
    const row = accounts.get(id);
    if (row?.delegation !== undefined) return row;
    throw new MailroomError('account_not_found', {
      message: 'No such address is used through an account.',
      remediation: 'List them with "mailroom senders".',
      field: 'address',
    });
  }

  /** Asks the mailbox, and keeps what it says with the time. Whether one may send as it stays as sending showed it. */
  async function check(id: AccountId): Promise<AccountRow> {
    const before = mustGet(id);
    const asked = withDelegation(before, { place: 'theirs' });
    accounts.upsert(asked, clock.nowMs());
    const call = {
      account: id,
      correlationId: random.uuid(),
      urgency: 'interactive',
      signal: AbortSignal.timeout(PATIENCE_MS),
    } as const;
    const result = await probeSender(mail, call, outboxId.parse(random.uuidv7()));
    if (result.kind === 'failed') {
      accounts.upsert(before, clock.nowMs());
      const { error_code, message, remediation, details, retriable } = describeFault(
        result.fault,
        'checking what you may do there',
      );
      throw new MailroomError(error_code, { message, remediation, details, retriable, field: 'address' });
    }
    const found = withDelegation(asked, { ...result.found, checkedAt: new Date(clock.nowMs()).toISOString() });
    accounts.upsert(found, clock.nowMs());
    return found;
  }

  return {
    check,

    async add({ through, address }: { through: AccountId | null; address: string }): Promise<AccountRow> {
      const owner = chooseAccount(ownAccounts(services).filter(isOwn), through);
      const sender = readAddress(address);
      if (accounts.list().some((row) => isOwn(row) && isSame(row.address, sender.address))) throw alreadyOwn();
      const id = accountId.parse(`${owner.id}/${sender.address.toLowerCase()}`);
      if (accounts.get(id) !== null) return check(id);
      const { tenant, cloud, state, scopes } = owner;
      const delegation = {
        through: owner.id,
        place: 'theirs',
        maySend: 'untried',
        mayAttachLarge: 'untried',
        checkedAt: null,
      } as const;
      accounts.upsert({ id, ...sender, tenant, cloud, state, scopes, delegation }, clock.nowMs());
      try {
        return await check(id);
      } catch (error) {
        accounts.remove(id);
        throw error;
      }
    },

    remove(id: AccountId): AccountRow {
      const row = mustGet(id);
      const open = outbox.list({ account: id }).filter(({ step }) => !(restingSteps as readonly Step[]).includes(step));
      if (open.length > 0) {
        throw new MailroomError('message_state_conflict', {
          message: `${String(open.length)} messages from ${row.address} are not finished. Nothing was changed.`,
          remediation: 'Wait for them, or cancel them.',
          field: 'address',
        });
      }
      accounts.remove(id);
      return row;
    },
  };
}

function withDelegation(row: AccountRow, change: Partial<NonNullable<AccountRow['delegation']>>): AccountRow {
  return row.delegation === undefined ? row : { ...row, delegation: { ...row.delegation, ...change } };
}

function readAddress(text: string): { readonly address: string; readonly name: string | null } {
  const read = readRecipients([text]);
  const [only, ...others] = read.ok ? read.recipients : [];
  if (only !== undefined && others.length === 0) return only;
  throw new MailroomError('validation_error', {
    message: 'This is no mail address.',
    remediation: 'Give one, such as team@example.com.',
    field: 'address',
  });
}

function alreadyOwn(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'This mailbox is connected with a sign-in of its own.',
    remediation: 'Choose it under From.',
    field: 'address',
  });
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
