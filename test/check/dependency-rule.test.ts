import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, type ProjectCopy } from './project-copy.ts';

const layers = ['contract', 'main/core', 'main/adapters', 'main/sandbox'];
const hosts = ['main/cli', 'main/browser', 'main/electron'];
const windows = ['preload', 'renderer/client', 'renderer'];
const projects = [...layers, 'main', ...hosts, ...windows];
const notListed = /is not under 'rootDir'|is not listed within the file list of project/;

/** What keeps or breaks one rule. All of them are planted at once, each in files of its own. */
interface Planted {
  readonly title: string;
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Forbidden extends Planted {
  readonly says: RegExp;
}

let copy: ProjectCopy;
beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy.remove());

/** With something there to import, so that it fails for its direction and not for a missing file. */
function importOf([folder, from]: readonly [string, string], nth: number): Planted {
  const name = `planted-${String(nth)}`;
  const path = `${folder}/${name}.ts`;
  const files = {
    [path]: `import { target } from '${from}/${name}-target.ts';\nexport const planted = target;\n`,
    [posix.join(folder, from, `${name}-target.ts`)]: 'export const target = 1;\n',
  };
  return { title: `${folder} imports ${from}`, path, files };
}

function filesOf(planted: readonly Planted[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...planted.map(({ files }) => files)) as Readonly<Record<string, string>>;
}

function linesOf(count: number): string {
  return 'export const planted = 1;\n' + '//\n'.repeat(count - 1);
}

const allowedImports = (
  [
    ['main/core', '../../contract'],
    ['main/adapters', '../core'],
    ['main/adapters', '../../contract'],
    ['main/engine', '../adapters'],
    ['main/cli', '../engine'],
    ['main/cli', '../sandbox'],
    ['main/browser', '../engine'],
    ['main/browser', '../sandbox'],
    ['main/electron', '../engine'],
    ['preload', '../contract'],
    ['renderer', '../contract'],
    ['renderer/client', '../../contract'],
    ['renderer/files', '../client'],
    ['main/sandbox', '../../contract'],
  ] as const
).map(importOf);

const forbiddenImports: readonly Forbidden[] = (
  [
    ['contract', '../main/core'],
    ['main/core', '../adapters'],
    ['main/core', '../sandbox'],
    ['main/adapters', '../engine'],
    ['main/adapters', '../sandbox'],
    ['main/sandbox', '../core'],
    ['main/sandbox', '../adapters'],
    ['main/engine', '../cli'],
    ['main/engine', '../sandbox'],
    ['main/cli', '../electron'],
    ['main/browser', '../electron'],
    ['main/browser', '../cli'],
    ['main/browser', '../../renderer'],
    ['main/electron', '../browser'],
    ['main/electron', '../../preload'],
    ['preload', '../main/electron'],
    ['preload', '../renderer'],
    ['renderer', '../main/core'],
    ['renderer', '../preload'],
    ['renderer/client', '../files'],
    ['renderer/client', '../../main/engine'],
    ['renderer/files', '../../main/core'],
    ['renderer/files', '../../main/engine'],
    ['renderer/files', '../../preload'],
    ['main/cli', '../another-host'],
  ] as const
).map((pair, nth) => ({ ...importOf(pair, nth), says: notListed }));

const foreignToCore: readonly Forbidden[] = (
  [
    ['process', 'export const planted = process.pid;', /Cannot find name 'process'/],
    ['document', 'export const planted = document.title;', /Cannot find name 'document'/],
    ['fetch', "export const planted = fetch('x');", /Cannot find name 'fetch'/],
    ['setTimeout', 'export const planted = setTimeout(() => {}, 1);', /Cannot find name 'setTimeout'/],
    ['node:fs', "import { rmSync } from 'node:fs';\nexport const planted = rmSync;", /'node:fs'/],
    ['globalThis', "export const planted = globalThis['process'];", /does not exist on type 'typeof globalThis'/],
  ] as const
).map(([title, source, says], nth) => ({
  title: `core uses ${title}`,
  path: `main/core/planted-foreign-${String(nth)}.ts`,
  files: { [`main/core/planted-foreign-${String(nth)}.ts`]: source },
  says,
}));

describe('the dependency rule', () => {
  it('passes the tree as it is', () => {
    expect(copy.compile(...projects)).toEqual({ passed: true, output: '' });
  });

  it(`passes that ${allowedImports.map(({ title }) => title).join(', ')}`, () => {
    const verdict = copy.checkWith(filesOf(allowedImports), () => copy.compile(...projects));
    expect(verdict).toEqual({ passed: true, output: '' });
  });

  describe('refuses that', () => {
    const forbidden = [...forbiddenImports, ...foreignToCore];
    let complaints: readonly string[] = [];
    beforeAll(() => {
      const { output } = copy.checkWith(filesOf(forbidden), () => copy.compile(...projects));
      // What belongs to a complaint is indented below it.
      complaints = output.split(/\n(?! )/);
    });

    it.each(forbidden)('$title', ({ path, says }) => {
      expect(complaints.filter((complaint) => complaint.startsWith(`${path}(`)).join('\n')).toMatch(says);
    });
  });
});

describe('the lint rules', () => {
  const electron = "import { app } from 'electron';\nexport const planted = app;\n";

  it.each([
    ['electron in an electron host', 'main/electron/planted.ts', electron],
    [
      'a library without effects in core',
      'main/core/planted.ts',
      "import { z } from 'zod';\nexport const planted = z;\n",
    ],
    ['400 lines', 'main/adapters/planted.ts', linesOf(400)],
  ])('accept %s', (_name, path, source) => {
    const { passed, output } = copy.checkWith({ [path]: source }, () => copy.lint(path));
    expect([passed, output]).toEqual([true, expect.stringContaining('Found 0 warnings and 0 errors')]);
  });

  it.each([
    ['electron outside its host', 'main/adapters/planted.ts', electron, /Only main\/electron and preload/],
    ['electron in core', 'main/core/planted.ts', electron, /Core imports contract, core/],
    [
      'a library with effects in core',
      'main/core/planted.ts',
      "import { request } from 'undici';\nexport const planted = request;\n",
      /Core imports contract, core/,
    ],
    [
      'types of a platform in core',
      'main/core/planted.ts',
      '/// <reference types="node" />\nexport const planted = 1;\n',
      /triple-slash-reference/,
    ],
    ['a clock in core', 'main/core/planted.ts', 'export const planted = Date.now();\n', /Clock port/],
    ['chance in core', 'main/core/planted.ts', 'export const planted = Math.random();\n', /Random port/],
    ['a default export', 'main/adapters/planted.ts', 'export default 1;\n', /no-default-export/],
    ['401 lines', 'main/adapters/planted.ts', linesOf(401), /max-lines/],
    [
      'a floating promise',
      'main/adapters/planted.ts',
      'async function run(): Promise<void> {}\nexport function planted(): void {\n  run();\n}\n',
      /no-floating-promises/,
    ],
    ['any', 'main/adapters/planted.ts', 'export const planted: any = 1;\n', /no-explicit-any/],
    [
      'an error without an answer',
      'main/adapters/planted.ts',
      '// @ts-ignore\nexport const planted: string = 1;\n',
      /ban-ts-comment/,
    ],
    [
      'a switch that forgets a case',
      'main/adapters/planted.ts',
      "export function planted(word: 'a' | 'b'): void {\n  switch (word) {\n    case 'a':\n      return;\n  }\n}\n",
      /switch-exhaustiveness-check/,
    ],
  ])('refuse %s', (_name, path, source, says) => {
    const { passed, output } = copy.checkWith({ [path]: source }, () => copy.lint(path));
    expect(passed).toBe(false);
    expect(output).toMatch(says);
  });

  it('refuse two files that import each other', () => {
    const files = {
      'main/adapters/planted-a.ts': "import { b } from './planted-b.ts';\nexport const a = (): number => b();\n",
      'main/adapters/planted-b.ts': "import { a } from './planted-a.ts';\nexport const b = (): number => a();\n",
    };
    const { passed, output } = copy.checkWith(files, () => copy.lint(...Object.keys(files)));
    expect(passed).toBe(false);
    expect(output).toMatch(/no-cycle/);
  });
});
