import type { Sha256 } from '../../../contract/ids.ts';
import type { CancelSignal } from './time.ts';

export interface BlobReader {
  readonly sizeBytes: number;
  /** Fills `target` from `offset` on and returns how many bytes it got; fewer than asked only at the end. */
  read(target: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

export type SnapshotFailure =
  | 'missing'
  | 'notAFile'
  | 'unreadable'
  | 'empty'
  | 'tooLarge'
  | 'changed'
  | 'diskFull'
  | 'cancelled';

export type SnapshotResult =
  | { readonly ok: true; readonly sha256: Sha256; readonly sizeBytes: number }
  | { readonly ok: false; readonly failure: SnapshotFailure; readonly detail: string };

export interface ReceiveLimits {
  readonly maxBytes: number;
  /** As announced; null when nobody said it. */
  readonly expectedBytes: number | null;
}

export type ReceiveResult =
  | { readonly ok: true; readonly sha256: Sha256; readonly sizeBytes: number }
  /** Nothing is left behind. `wrongLength`: another number of bytes than announced. */
  | { readonly ok: false; readonly failure: 'diskFull' | 'tooLarge' | 'wrongLength' | 'cancelled' };

/** Content-addressed files: a name is the SHA-256 of the bytes, so what was seen is what is sent. */
export interface BlobStore {
  /**
   * Copies a file into the store (reflink where the file system can) and hashes it on the way.
   * When this resolves with `ok`, the bytes and their name are on disk: file synced, renamed, folder synced.
   */
  snapshot(path: string, limits: { maxBytes: number }, signal?: CancelSignal): Promise<SnapshotResult>;
  /**
   * Writes bytes as they come, none of them a file too. `ok` promises what it promises of a snapshot. Rejects with what
   * the source throws, and then nothing is left behind either.
   */
  receive(source: AsyncIterable<Uint8Array>, limits: ReceiveLimits, signal?: CancelSignal): Promise<ReceiveResult>;
  open(sha256: Sha256): Promise<BlobReader>;
  has(sha256: Sha256): Promise<boolean>;
  /**
   * The name is gone when the call returns, the bytes when it resolves. So a row that was deleted in the same turn and
   * its file are never seen apart by whoever stores the same bytes.
   */
  remove(sha256: Sha256): Promise<void>;
}
