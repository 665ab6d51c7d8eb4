import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, type ProjectCopy } from './project-copy.ts';

const layers = ['contract', 'main/core', 'main/adapters', 'main/sandbox'];
const hosts = ['main/cli', 'main/browser', 'main/electron'];
const windows = ['preload', 'renderer/client', 'renderer'];
const projects = [...layers, 'main', ...hosts, ...windows];
const notListed = /is not under 'rootDir'|is not listed within the file list of project/;

let copy: ProjectCopy;
beforeAll(() => {
  copy = copyProject();
  // Something to import in every folder, so that a violation fails for its direction and not for a missing file.
  const target = 'export const target = 1;\n';
  const folders = [...layers, 'main/engine', ...hosts, ...windows, 'renderer/files'];
  copy.write(Object.fromEntries(folders.map((folder) => [`${folder}/planted-target.ts`, target])));
});
afterAll(() => copy.remove());

function importOf(from: string): string {
  return `import { target } from '${from}';\nexport const planted = target;\n`;
}

/** The engine's own code is compiled by the project above it, which also owns main/engine.ts; a screen by the renderer. */
function projectOf(folder: string): string {
  return ({ 'main/engine': 'main', 'renderer/files': 'renderer' } as Record<string, string>)[folder] ?? folder;
}

function linesOf(count: number): string {
  return 'export const planted = 1;\n' + '//\n'.repeat(count - 1);
}

describe('the dependency rule', () => {
  it('passes the tree as it is', { timeout: 120_000 }, () => {
    expect(copy.compile(...projects)).toEqual({ passed: true, output: '' });
  });

  it.each([
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
  ])('lets %s import %s', (folder, from) => {
    const files = { [`${folder}/planted.ts`]: importOf(`${from}/planted-target.ts`) };
    expect(copy.checkWith(files, () => copy.compile(projectOf(folder)))).toEqual({ passed: true, output: '' });
  });

  it.each([
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
  ])('refuses that %s imports %s', (folder, from) => {
    const files = { [`${folder}/planted.ts`]: importOf(`${from}/planted-target.ts`) };
    const { passed, output } = copy.checkWith(files, () => copy.compile(projectOf(folder)));
    expect(passed).toBe(false);
    expect(output).toMatch(notListed);
  });

  it('refuses that one host imports another', () => {
    const files = {
      'main/another-host/planted-target.ts': 'export const target = 1;\n',
      'main/cli/planted.ts': importOf('../another-host/planted-target.ts'),
    };
    const { passed, output } = copy.checkWith(files, () => copy.compile('main/cli'));
    expect(passed).toBe(false);
    expect(output).toMatch(notListed);
  });

  it.each([
    ['process', 'export const planted = process.pid;', /Cannot find name 'process'/],
    ['document', 'export const planted = document.title;', /Cannot find name 'document'/],
    ['fetch', "export const planted = fetch('x');", /Cannot find name 'fetch'/],
    ['setTimeout', 'export const planted = setTimeout(() => {}, 1);', /Cannot find name 'setTimeout'/],
    ['node:fs', "import { rmSync } from 'node:fs';\nexport const planted = rmSync;", /'node:fs'/],
    ['globalThis', "export const planted = globalThis['process'];", /does not exist on type 'typeof globalThis'/],
  ])('refuses %s in core', (_name, source, says) => {
    const { passed, output } = copy.checkWith({ 'main/core/planted.ts': source }, () => copy.compile('main/core'));
    expect(passed).toBe(false);
    expect(output).toMatch(says);
    expect(output).toContain('main/core/planted.ts');
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
