import type { AccountRow } from '../../contract/accounts.ts';
import type { StructuredError } from '../../contract/errors.ts';
import { MailroomError, structuredError } from '../core/mailroom-error.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import { askGates, type GateAnswer, refusalWords } from '../core/policy/gates.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { FlagSource } from '../core/ports/flag-source.ts';
import type { MailContent } from '../core/ports/mail-service.ts';
import { nodeDigest } from './system-ports.ts';

export interface OutgoingGates {
  /** Throws when a gate is closed for this mail (rows MP3, SM7). */
  pass(account: AccountRow, content: MailContent): void;
  /** For what was let through once: what closed since and would refuse it for good; null when nothing did. */
  refusalNow(record: OutboxRecord): StructuredError | null;
}

export function outgoingGates(flags: FlagSource, accounts: Pick<AccountStore, 'get'>): OutgoingGates {
  function ask({ tenant, address }: AccountRow, { to, cc, bcc }: MailContent): GateAnswer {
    return askGates(flags.now(), { workspace: tenant, actor: address, recipients: [...to, ...cc, ...bcc] }, nodeDigest);
  }

  return {
    pass(account, content) {
      const answer = ask(account, content);
      if (answer.allow) return;
      throw new MailroomError(answer.code, refusalWords(answer));
    },
    refusalNow({ account: id, content }) {
      const account = accounts.get(id);
      const answer: GateAnswer = account === null ? { allow: true } : ask(account, content);
      // What is off or paused for all goes on by itself afterwards: it waits, and is not refused.
      if (answer.allow || answer.code === 'provider_disabled' || answer.code === 'provider_paused') return null;
      return structuredError(answer.code, refusalWords(answer));
    },
  };
}
