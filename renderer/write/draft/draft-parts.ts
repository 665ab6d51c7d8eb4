import type { Connection } from '../../client/connection.ts';
import type { KeptDrafts } from './kept-texts.ts';

/** What a draft needs of the window. */
export interface DraftParts {
  readonly compose: Connection['client']['compose'];
  readonly recipients: Connection['client']['recipients'];
  readonly outbox: Pick<Connection['client']['outbox'], 'show' | 'pause' | 'resume'>;
  readonly sendFile: Connection['sendFile'];
  /** The absolute path of a file, where the host may know it; null in a browser. */
  readonly pathOf: (file: File) => string | null;
  /** Resolves as soon as the engine can be asked again. */
  readonly whenConnected: () => Promise<void>;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly kept: KeptDrafts;
  readonly newKey: () => string;
  /** Takes a draft out of every list of the window, and puts it back. */
  readonly hide: (id: string) => void;
  readonly show: (id: string) => void;
}
