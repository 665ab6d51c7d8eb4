import { isTransientVerdict } from '../faults/decide-fault.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';

/** What an answer to POST …/send proves. */
export type SendVerdict =
  | { readonly kind: 'accepted' }
  /** Proven not sent: the same draft may be sent again, now or later. */
  | { readonly kind: 'notSent'; readonly fault: ServiceFault }
  /** Proven not sent, but the draft changed under us: look at it again first. */
  | { readonly kind: 'sealAgain'; readonly fault: ServiceFault }
  /** Refused for good. */
  | { readonly kind: 'refused'; readonly fault: ServiceFault }
  /** It may have left or not; only the mailbox can tell. */
  | { readonly kind: 'unknown'; readonly fault: ServiceFault };

/** 202 is accepted; what cannot have had an effect may be repeated; all else is unknown. docs/specs/send-protocol.md, T7. */
export function decideSendAnswer(reply: Reply<unknown>): SendVerdict {
  if (reply.ok) return { kind: 'accepted' };
  const { fault } = reply;
  switch (fault.kind) {
    case 'paced':
    case 'signInNeeded':
    case 'neverSent':
      return { kind: 'notSent', fault };
    case 'lost':
      return { kind: 'unknown', fault };
    case 'refused':
      return { kind: refusalVerdict(fault.status, fault.message), fault };
  }
}

function refusalVerdict(status: number, message: string): 'notSent' | 'sealAgain' | 'refused' | 'unknown' {
  switch (status) {
    case 401:
    case 429:
      return 'notSent';
    case 403:
      return isTransientVerdict(message) ? 'notSent' : 'refused';
    case 400:
    case 413:
      return 'refused';
    case 412:
      return 'sealAgain';
    default:
      return 'unknown';
  }
}
