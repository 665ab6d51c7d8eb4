import type { ClientContext, ClientLink } from '@orpc/client';

/** One open connection to the engine. It ends once and is never used again. */
export interface Wire {
  readonly link: ClientLink<ClientContext>;
  readonly isOpen: boolean;
  readonly closed: Promise<void>;
  close(): void;
}

export type Opening =
  | { readonly kind: 'open'; readonly wire: Wire }
  | { readonly kind: 'unreachable' }
  /** The engine answers and does not know this page. */
  | { readonly kind: 'refused' };

/** Tries once; the signal gives up. Never rejects. */
export type OpenWire = (signal: AbortSignal) => Promise<Opening>;
