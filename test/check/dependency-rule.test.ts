import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
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

function sourceIn(folder: string, name: string, title: string, source: string): Planted {
  const path = `${folder}/${name}`;
  return { title, path, files: { [path]: source } };
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
).map((pair, nth) => ({ ...importOf(pair, allowedImports.length + nth), says: notListed }));

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
  ...sourceIn('main/core', `planted-foreign-${String(nth)}.ts`, `core uses ${title}`, source),
  says,
}));

describe('the dependency rule', () => {
  it('passes the tree as it is', () => {
    expect(copy.compile(...projects)).toEqual({ passed: true, output: '' });
  });

  describe('of imports', () => {
    const forbidden = [...forbiddenImports, ...foreignToCore];
    let complaints: readonly string[] = [];
    beforeAll(() => {
      const planted = filesOf([...allowedImports, ...forbidden]);
      const { output } = copy.checkWith(planted, () => copy.compile(...projects));
      // What belongs to a complaint is indented below it.
      complaints = output.split(/\n(?! )/);
    });

    const complaintsAbout = ({ path }: Planted): string =>
      complaints.filter((complaint) => complaint.startsWith(`${path}(`)).join('\n');

    it.each(allowedImports)('passes that $title', (planted) => {
      expect(complaintsAbout(planted)).toBe('');
    });

    it.each(forbidden)('refuses that $title', (planted) => {
      expect(complaintsAbout(planted)).toMatch(planted.says);
    });
  });
});

const electron = "import { app } from 'electron';\nexport const planted = app;\n";

const allowedByLint = (
  [
    ['electron in an electron host', 'main/electron', electron],
    ['a library without effects in core', 'main/core', "import { z } from 'zod';\nexport const planted = z;\n"],
    ['400 lines', 'main/adapters', linesOf(400)],
  ] as const
).map(([title, folder, source], nth) => sourceIn(folder, `planted-allowed-${String(nth)}.ts`, title, source));

const refusedByLint: readonly Forbidden[] = (
  [
    ['electron outside its host', 'main/adapters', electron, /Only main\/electron and preload/],
    ['electron in core', 'main/core', electron, /Core imports contract, core/],
    [
      'a library with effects in core',
      'main/core',
      "import { request } from 'undici';\nexport const planted = request;\n",
      /Core imports contract, core/,
    ],
    [
      'types of a platform in core',
      'main/core',
      '/// <reference types="node" />\nexport const planted = 1;\n',
      /triple-slash-reference/,
    ],
    ['a clock in core', 'main/core', 'export const planted = Date.now();\n', /Clock port/],
    ['chance in core', 'main/core', 'export const planted = Math.random();\n', /Random port/],
    ['a default export', 'main/adapters', 'export default 1;\n', /no-default-export/],
    ['401 lines', 'main/adapters', linesOf(401), /max-lines/],
    [
      'a floating promise',
      'main/adapters',
      'async function run(): Promise<void> {}\nexport function planted(): void {\n  run();\n}\n',
      /no-floating-promises/,
    ],
    ['any', 'main/adapters', 'export const planted: any = 1;\n', /no-explicit-any/],
    [
      'an error without an answer',
      'main/adapters',
      '// @ts-ignore\nexport const planted: string = 1;\n',
      /ban-ts-comment/,
    ],
    [
      'a switch that forgets a case',
      'main/adapters',
      "export function planted(word: 'a' | 'b'): void {\n  switch (word) {\n    case 'a':\n      return;\n  }\n}\n",
      /switch-exhaustiveness-check/,
    ],
    [
      'two files that import each other',
      'main/adapters',
      "import { other } from './planted-cycle.ts';\nexport const planted = (): number => other();\n",
      /no-cycle/,
    ],
  ] as const
).map(([title, folder, source, says], nth) => ({
  ...sourceIn(folder, `planted-refused-${String(nth)}.ts`, title, source),
  says,
}));

/** Of the cycle, which names the last of those above. */
const otherHalf = {
  'main/adapters/planted-cycle.ts': `import { planted } from './planted-refused-${String(refusedByLint.length - 1)}.ts';
export const other = (): number => planted();
`,
};

const lintReport = z.object({
  diagnostics: z.array(
    z.object({ filename: z.string(), code: z.string(), message: z.string(), help: z.string().optional() }),
  ),
});

describe('the lint rules', () => {
  let complaints: readonly string[] = [];
  beforeAll(() => {
    const all = [...allowedByLint, ...refusedByLint];
    const files = { ...filesOf(all), ...otherHalf };
    const { output } = copy.checkWith(files, () => copy.lint(...all.map(({ path }) => path)));
    complaints = lintReport
      .parse(JSON.parse(output))
      .diagnostics.map(({ filename, code, message, help }) => `${filename}: ${code} ${message} ${help ?? ''}`);
  });

  const complaintsAbout = ({ path }: Planted): string =>
    complaints.filter((complaint) => complaint.startsWith(`${path}:`)).join('\n');

  it.each(allowedByLint)('accept $title', (planted) => {
    expect(complaintsAbout(planted)).toBe('');
  });

  it.each(refusedByLint)('refuse $title', (planted) => {
    expect(complaintsAbout(planted)).toMatch(planted.says);
  });
});
