import type { MailTip } from '../budget/mail-tip.ts';
import type { CallContext } from './mail-service.ts';
import type { Reply } from './reply.ts';

/** What the mailboxes of recipients say before anything is sent (docs/graph.md, MailTips). One method is one request. */
export interface MailTipsService {
  ask(call: CallContext, addresses: readonly string[]): Promise<Reply<readonly MailTip[]>>;
}
