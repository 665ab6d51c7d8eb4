import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageDraft } from '../../contract/message.ts';
import { MAILBOX } from './far-end.ts';
import { keyOf, readKey, type Way } from './ways.ts';

/** A mail that somebody means to send: what must arrive, or, when it may be cancelled, must arrive or not. */
export interface Intent {
  readonly key: string;
  readonly way: Way;
  /** Whose mailbox it leaves. */
  readonly sender: string;
  readonly message: Pick<MessageDraft, 'to' | 'cc' | 'subject' | 'text' | 'attachments'>;
  readonly mayCancel: boolean;
  readonly expected: {
    /** Sorted. */
    readonly recipients: readonly string[];
    readonly bodySha256: string;
    /** `name sha256`, sorted; the same name may come twice. */
    readonly files: readonly string[];
    /** What its recipients find in the sender's drive instead. */
    readonly links: readonly { readonly name: string; readonly sizeBytes: number; readonly sha256: string }[];
  };
}

export const SESSION_THRESHOLD_BYTES = 100_000;
export const SESSION_MINIMUM_BYTES = 150_000;
export const CHUNK_BYTES = 327_680;

/** Small ones, one that the service finds too small for a session, and one of three chunks. */
const sizesBytes = [900, 3_000, 7_000, 120_000, 2 * CHUNK_BYTES + 40_000] as const;
const TOO_SMALL = 3;
const CHUNKED = 4;

/** Which files the n-th mail of a way carries; two files of one mail may have one name. */
const small: readonly (readonly number[])[] = [[], [0], [1, 2]];
const mixes: Readonly<Record<Way, readonly (readonly number[])[]>> = {
  plain: [[], [0], [1, 2], [CHUNKED], [0, CHUNKED], [2], [TOO_SMALL, 1], [0, 1, 2]],
  kept: [[], [0]],
  // The first one is the link.
  linked: [[1], [CHUNKED, 0], [2]],
  merged: small,
  delegated: small,
  returned: [[]],
};
const SAME_NAME_EVERY = 4;
/** One mail in so many may be cancelled. */
export const cancelledEvery: Readonly<Record<Way, number>> = {
  plain: 5,
  kept: 2,
  linked: 3,
  merged: 5,
  delegated: 5,
  returned: 5,
};

export const TEAM = 'team@sandbox.example';
/** No such address: a report of that comes back. */
export const NOBODY = 'gone@bounce.example';
const people = ['finance', 'legal', 'design', 'archive'].map((role) => `${role}@sandbox.example`);

export function writeSourceFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, sizeBytes] of sizesBytes.entries())
    writeFileSync(sourcePath(folder, index), bytesOf(index, sizeBytes));
}

/** The n-th intent is the same in every process: the victim submits it, the judge knows what it meant. */
export function numberedIntent(n: number, taking: readonly Way[], folder: string): Intent {
  const way = taking[n % taking.length] ?? 'plain';
  const of = (some: readonly Way[]): number => some.filter((one) => one === way).length;
  return intentOf(way, Math.floor(n / taking.length) * of(taking) + of(taking.slice(0, n % taking.length)), folder);
}

export function intentNamed(key: string, folder: string): Intent {
  const { way, n } = readKey(key);
  return intentOf(way, n, folder);
}

function intentOf(way: Way, n: number, folder: string): Intent {
  const mix = mixes[way][n % mixes[way].length] ?? [];
  const chosen = people.filter((_, index) => n % people.length === index || n % 7 === index);
  const recipients = way === 'returned' ? [...chosen, NOBODY] : chosen;
  const text = `This is ${way} mail number ${String(n)} of the kill harness.`;
  const files = mix.map((file, at) => ({
    path: sourcePath(folder, file),
    name: n % SAME_NAME_EVERY === 2 ? 'plan.bin' : `${String(n)}-${String(file)}.bin`,
    asLink: way === 'linked' && at === 0,
    sizeBytes: sizesBytes[file] ?? 0,
    sha256: sha256Of(file),
  }));
  return {
    key: keyOf(way, n),
    way,
    sender: way === 'delegated' ? TEAM : MAILBOX,
    message: {
      to: recipients.slice(0, 1),
      cc: recipients.slice(1),
      subject: `Mail ${way} ${String(n)}`,
      text,
      attachments: files.map(({ path, name, asLink }) => ({ path, name, asLink })),
    },
    mayCancel: n % cancelledEvery[way] === cancelledEvery[way] - 1,
    expected: {
      recipients: recipients.toSorted(),
      bodySha256: digestOf(text),
      files: files
        .filter(({ asLink }) => !asLink)
        .map(({ name, sha256 }) => `${name} ${sha256}`)
        .toSorted(),
      links: files.filter(({ asLink }) => asLink),
    },
  };
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
  const known = digests.get(index) ?? digestOf(bytesOf(index, sizesBytes[index] ?? 0));
  digests.set(index, known);
  return known;
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
