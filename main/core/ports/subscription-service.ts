import type { CallContext } from './mail-service.ts';
import type { Reply } from './reply.ts';

export interface SubscriptionTerms {
  readonly folderId: string;
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  readonly clientState: string;
  readonly untilMs: number;
}

/** The service may give less time than was asked for: only `expiresAtMs` counts. */
export interface Granted {
  readonly id: string;
  readonly expiresAtMs: number;
}

/** What asking for notifications needs of the service. While `create` runs, the service calls both addresses. */
export interface SubscriptionService {
  create(call: CallContext, terms: SubscriptionTerms): Promise<Reply<Granted>>;
  /** Also answers a demand to authorise again. Refused with 404 when the service has forgotten it. */
  renew(call: CallContext, id: string, untilMs: number): Promise<Reply<Granted>>;
  remove(call: CallContext, id: string): Promise<Reply<null>>;
  /** Those of this program in the mailbox, to take away what an earlier start left. */
  list(call: CallContext): Promise<Reply<readonly { readonly id: string; readonly notificationUrl: string }[]>>;
}
