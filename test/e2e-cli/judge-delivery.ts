import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { GraphLikeServer } from '../helpers/graph-like-server.ts';
import { recipient, sha256Of } from '../helpers/send-rig.ts';

/** What is wrong with what the server got, in words; nothing when one mail of this key came, whole, and no rule was broken. */
export function judgeDelivery(
  { sent, violations }: Pick<GraphLikeServer, 'sent' | 'violations'>,
  key: string,
  paths: readonly string[],
): readonly string[] {
  const copies = sent.filter(({ subject }) => subject === `Mail ${key}`);
  const wanted = JSON.stringify(paths.map(describeFile));
  return [
    ...(copies.length === 1 ? [] : [`${copies.length} mails of ${key}`]),
    ...copies.filter(({ files }) => JSON.stringify(files) !== wanted).map(() => `wrong files in ${key}`),
    ...copies.filter(({ recipients }) => recipients.join() !== recipient).map(() => `wrong recipients of ${key}`),
    ...violations,
  ];
}

function describeFile(path: string): object {
  const bytes = readFileSync(path);
  return { name: basename(path), sizeBytes: bytes.length, sha256: sha256Of(bytes) };
}
