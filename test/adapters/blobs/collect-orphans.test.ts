import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { collectOrphans } from '../../../main/adapters/blobs/collect-orphans.ts';
import { blobsIn } from '../../helpers/collected-mail.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const day = 24 * 60 * 60_000;
const nowMs = 1_800_000_000_000;

function storeOf(blobs: Record<string, { readonly ageMs: number }>): string {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'blobs', 'tmp'), { recursive: true });
  writeFileSync(join(dataDir, 'blobs', 'tmp', 'half'), 'half');
  for (const [name, { ageMs }] of Object.entries(blobs)) {
    const folder = join(dataDir, 'blobs', name.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), 'bytes');
    utimesSync(join(folder, name), (nowMs - ageMs) / 1000, (nowMs - ageMs) / 1000);
  }
  return dataDir;
}

const named = 'a'.repeat(64);
const orphan = 'b'.repeat(64);
const young = 'c'.repeat(64);
const rules = { beforeMs: nowMs - day, maxNames: 100, uniform: 0, release: (blob: string) => blob !== named };

it('removes old files that no row names, and nothing else', async () => {
  const dataDir = storeOf({
    [named]: { ageMs: 2 * day },
    [orphan]: { ageMs: 2 * day },
    [young]: { ageMs: 1 },
    aaNote: { ageMs: 2 * day },
  });
  expect(await collectOrphans(join(dataDir, 'blobs'), rules)).toBe(1);
  expect(blobsIn(dataDir).toSorted()).toEqual([named, 'aaNote', young].toSorted());
  expect(await collectOrphans(join(dataDir, 'nowhere'), rules)).toBe(0);
});

it('looks at so many names and no more, and at others the next time', async () => {
  const blobs = ['1', '2', '3', '4'].map((digit) => digit.repeat(64));
  const dataDir = storeOf(Object.fromEntries(blobs.map((name) => [name, { ageMs: 2 * day }])));
  expect(await collectOrphans(join(dataDir, 'blobs'), { ...rules, maxNames: 1, uniform: 0.6 })).toBe(1);
  expect(blobsIn(dataDir)).not.toContain('3'.repeat(64));
  expect(await collectOrphans(join(dataDir, 'blobs'), { ...rules, uniform: 0.99 })).toBe(3);
});
