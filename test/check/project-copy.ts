import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const types = join(root, '.build', 'types');
const asTheyAre = { recursive: true, preserveTimestamps: true } as const;

interface Verdict {
  readonly passed: boolean;
  readonly output: string;
}

/** A throw-away copy of the sources and their configuration, to break rules in. Its dependencies are the real ones. */
export interface ProjectCopy {
  readonly folder: string;
  /** Writes the files, runs the check, and takes the files away again. */
  checkWith(files: Readonly<Record<string, string>>, check: () => Verdict): Verdict;
  write(files: Readonly<Record<string, string>>): void;
  compile(...projects: readonly string[]): Verdict;
  lint(...paths: readonly string[]): Verdict;
  remove(): void;
}

export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-rules-'));
  for (const name of readdirSync(root)) {
    if (isSource(name)) cpSync(join(root, name), join(folder, name), asTheyAre);
  }
  // What was compiled before need not be compiled again.
  if (existsSync(types)) cpSync(types, join(folder, '.build', 'types'), asTheyAre);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');

  const write: ProjectCopy['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  return {
    folder,
    write,
    checkWith(files, check) {
      write(files);
      try {
        return check();
      } finally {
        for (const path of Object.keys(files)) rmSync(join(folder, path));
      }
    },
    compile: (...projects) => run(folder, 'tsc', ['-b', '--pretty', 'false', ...projects]),
    lint: (...paths) => run(folder, 'oxlint', ['--type-aware', '--deny-warnings', '--format=json', ...paths]),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function isSource(name: string): boolean {
  return /^(contract|main|preload|renderer|package\.json|tsconfig.*\.json|\.oxlintrc\.json)$/.test(name);
}

function run(cwd: string, tool: string, args: readonly string[]): Verdict {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd,
    encoding: 'utf8',
  });
  return { passed: status === 0, output: stdout + stderr };
}
