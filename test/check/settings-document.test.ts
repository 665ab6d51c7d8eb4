import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { settingTable } from '../../main/core/policy/settings.ts';

const document = readFileSync(resolve(import.meta.dirname, '../../docs/settings.md'), 'utf8');

it('lists every setting in docs/settings.md with its default and range, in the same order', () => {
  const written = [...document.matchAll(/^\| `(\w+)` +\| (.*?) +\| (.*?) +\|/gm)].map(([, ...cells]) => cells);
  const rows = Object.values(settingTable).map(({ name, fallback, range }) => [name, shown(fallback), range]);
  expect(written).toEqual(rows);
});

function shown(fallback: string | number | boolean | readonly string[] | null): string {
  if (fallback === null) return '–';
  return typeof fallback === 'object' ? 'none' : String(fallback);
}
