import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageDraft } from '../../contract/message.ts';

/** A mail that somebody means to send: what must arrive, or, when it may be cancelled, must arrive or not. */
export interface Intent {
  readonly key: string;
  readonly message: Pick<MessageDraft, 'to' | 'cc' | 'subject' | 'text' | 'attachments'>;
  readonly mayCancel: boolean;
  readonly expected: {
    /** Sorted. */
    readonly recipients: readonly string[];
    readonly bodySha256: string;
    /** `name sha256`, sorted; the same name may come twice. */
    readonly files: readonly string[];
  };
}

export const SESSION_THRESHOLD_BYTES = 100_000;
export const SESSION_MINIMUM_BYTES = 150_000;
export const CHUNK_BYTES = 327_680;

/** Small ones, one that the service finds too small for a session, and one of three chunks. */
const sizesBytes = [900, 3_000, 7_000, 120_000, 2 * CHUNK_BYTES + 40_000] as const;
const TOO_SMALL = 3;
const CHUNKED = 4;

/** Which files the n-th mail carries; two files of one mail may have one name. */
const mixes: readonly (readonly number[])[] = [
  [],
  [0],
  [1, 2],
  [CHUNKED],
  [0, CHUNKED],
  [2],
  [TOO_SMALL, 1],
  [0, 1, 2],
];
const SAME_NAME_EVERY = 4;
/** Each mail of this number may be cancelled. */
export const CANCELLED_EVERY = 5;

const people = ['finance', 'legal', 'design', 'archive'].map((role) => `${role}@sandbox.example`);

export function writeSourceFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, sizeBytes] of sizesBytes.entries())
    writeFileSync(sourcePath(folder, index), bytesOf(index, sizeBytes));
}

/** The n-th intent is the same in every process: the victim submits it, the judge knows what it meant. */
export function numberedIntent(n: number, folder: string): Intent {
  const mix = mixes[n % mixes.length] ?? [];
  const recipients = people.filter((_, index) => n % people.length === index || n % 7 === index);
  const text = `This is mail number ${String(n)} of the kill harness.`;
  const attachments = mix.map((file) => ({
    path: sourcePath(folder, file),
    name: n % SAME_NAME_EVERY === 2 ? 'plan.bin' : `${String(n)}-${String(file)}.bin`,
  }));
  return {
    key: `intent-${String(n)}`,
    message: {
      to: recipients.slice(0, 1),
      cc: recipients.slice(1),
      subject: `Mail ${String(n)}`,
      text,
      attachments,
    },
    mayCancel: n % CANCELLED_EVERY === 4,
    expected: {
      recipients: recipients.toSorted(),
      bodySha256: sha256(text),
      files: mix.map((file, at) => `${attachments[at]?.name ?? ''} ${sha256Of(file)}`).toSorted(),
    },
  };
}

export function intentNamed(key: string, folder: string): Intent {
  return numberedIntent(Number(key.replace('intent-', '')), folder);
}

function sourcePath(folder: string, index: number): string {
  return join(folder, `source-${String(index)}.bin`);
}

function bytesOf(seed: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let state = seed + 1;
  for (let at = 0; at < sizeBytes; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

const digests = new Map<number, string>();
function sha256Of(index: number): string {
  const known = digests.get(index) ?? sha256(bytesOf(index, sizesBytes[index] ?? 0));
  digests.set(index, known);
  return known;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
