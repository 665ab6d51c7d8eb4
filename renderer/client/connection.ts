import type { ContractRouterClient } from '@orpc/contract';
import type { api } from '../../contract/api.ts';
import type { DesktopBridge } from '../../contract/desktop.ts';
import type { StructuredError } from '../../contract/errors.ts';

export type ApiClient = ContractRouterClient<typeof api>;

/**
 * `connecting` only before the first answer. `lost` repairs itself. `refused`: the engine is there, but this page has no
 * session with it; opening a new address repairs it.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

/** `path` is good once, for half a minute. What is not here, or damaged, is among `failed`. */
export type DownloadOffer =
  | {
      readonly kind: 'ready';
      readonly path: string;
      readonly name: string;
      readonly files: number;
      readonly failed: readonly { readonly id: string; readonly error: StructuredError }[];
    }
  | { readonly kind: 'refused'; readonly error: StructuredError };

/** How collected files leave the window: docs/specs/file-export.md. */
export type FilesOut =
  | ({ readonly kind: 'desktop' } & Pick<
      DesktopBridge<File>,
      'openFile' | 'revealFile' | 'copyFiles' | 'dragFiles' | 'pickFolder'
    >)
  | {
      readonly kind: 'browser';
      /** At most 1,000 files. Rejects when the host does not answer. */
      prepareDownload(ids: readonly string[]): Promise<DownloadOffer>;
    };

/** What the host of this window can do beyond the contract. */
export interface HostAbilities {
  readonly kind: 'browser' | 'desktop';
  /** Asks for files with the system's dialog; absolute paths. */
  readonly pickFiles?: () => Promise<readonly string[]>;
  /** The absolute path of a dropped or pasted file; null when it has none, like a screenshot. */
  readonly pathOf?: (file: File) => string | null;
  readonly files: FilesOut;
}

export interface SendFileOptions {
  /** It is to be shared as a link, so it may be larger than what can be attached. */
  readonly asLink?: boolean;
  /** Bytes that the engine has on disk. */
  readonly onProgress?: (confirmedBytes: number) => void;
  readonly signal?: AbortSignal;
}

/** A window's way to its engine. The client stays the same object however often the connection changes. */
export interface Connection {
  readonly client: ApiClient;
  readonly state: ConnectionState;
  /** Called after each change. Returns its end. */
  onState(listener: (state: ConnectionState) => void): () => void;
  readonly host: HostAbilities;
  /**
   * Streams a file to the engine, through lost connections and restarts; then `compose.attach` takes it.
   * Rejects with FileNotSent when the engine will not have it, or with the signal's reason. The desktop attaches by path
   * what has one.
   */
  sendFile(file: File, options?: SendFileOptions): Promise<{ readonly incoming: string }>;
  close(): void;
}
