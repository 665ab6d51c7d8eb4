import type { MailRequest } from '../mail/request.ts';
import type { Reply } from './reply.ts';

type Scope = 'profile' | 'read' | 'write' | 'send' | 'subscribe' | 'groups' | 'files';

export interface Route {
  readonly method: string;
  /** Segments below the mailbox; `:name` takes any value. */
  readonly path: string;
  readonly scope: Scope;
  /** Runs in one transaction. */
  readonly run: (request: MailRequest) => Reply;
  /** Runs before that, outside of it, for what takes a while. */
  readonly prepare?: (request: MailRequest) => Promise<void>;
  /** Runs before the time that a send takes. */
  readonly check?: (request: MailRequest) => void;
}
