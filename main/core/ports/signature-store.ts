import type { AccountId } from '../../../contract/ids.ts';
import type { Signature } from '../../../contract/signatures.ts';

export interface StoredPicture {
  readonly contentId: string;
  readonly name: string;
  readonly contentType: Signature['pictures'][number]['contentType'];
  readonly bytes: Uint8Array;
}

export interface SignatureStore {
  /** By mailbox and name; null for all. */
  list(account: AccountId | null): readonly Signature[];
  /** Replaces the one with this id. A default of the same mailbox that it takes over is none any more. */
  save(signature: Signature, pictures: readonly StoredPicture[], nowMs: number): void;
  pictures(id: string): readonly StoredPicture[];
  remove(id: string): boolean;
}
