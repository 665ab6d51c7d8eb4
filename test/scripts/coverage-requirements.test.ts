import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../scripts/coverage-requirements.ts');
const empty = `| id  | what  | done | tests |
| --- | ----- | ---- | ----- |
| US2 | words | yes  | –     |

<!-- tests by row, written by npm run coverage:requirements -->
<!-- end of tests by row -->
`;

let root: string;
const documentPath = () => join(root, 'docs', 'requirements.md');
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailroom-ledger-'));
  mkdirSync(join(root, 'docs'));
  mkdirSync(join(root, 'test', 'core'), { recursive: true });
  writeFileSync(documentPath(), empty);
});
afterEach(() => rmSync(root, { recursive: true }));

function run(...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [script, '--root', root, ...args], { encoding: 'utf8' });
  return { status, stderr };
}

describe('coverage:requirements', () => {
  it('writes the tests of a row and then finds the document up to date', () => {
    writeFileSync(join(root, 'test', 'core', 'chunk.test.ts'), "it('US2: refuses a chunk', () => {});\n");
    const outdated = 'docs/requirements.md is out of date: npm run coverage:requirements\n';
    expect(run('--check')).toEqual({ status: 1, stderr: outdated });
    expect(readFileSync(documentPath(), 'utf8')).toBe(empty);
    expect(run()).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(documentPath(), 'utf8')).toContain('US2  core/chunk.test.ts: US2: refuses a chunk\n');
    expect(run('--check')).toEqual({ status: 0, stderr: '' });
  });

  it('fails when a row marked as done has no test', () => {
    writeFileSync(join(root, 'test', 'core', 'chunk.test.ts'), "it.skip('US2: refuses a chunk', () => {});\n");
    expect(run()).toEqual({ status: 1, stderr: 'US2 is marked as done, and no test names it.\n' });
  });
});
