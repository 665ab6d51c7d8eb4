#!/usr/bin/env node
// Any Node can run this file. It hands over to the Node that the project pins, because
// better-sqlite3 13 crashes on older ones, and because Node 24 runs the TypeScript sources as they are.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isBuildStale } from './is-build-stale.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const host = commandOf(process.argv.slice(2)) === 'serve' ? 'browser' : 'cli';
const built = join(root, 'dist', 'programs', `${host}.js`);
const sources = ['main', 'contract', 'package-lock.json'].map((name) => join(root, name));
const entry = isBuildStale(built, sources) ? join(root, 'main', host, 'index.ts') : built;

if (Number(process.versions.node.split('.')[0]) === 24) {
  await import(pathToFileURL(entry).href);
} else {
  runOnPinnedNode();
}

/** The first word that is neither an option nor the value of one. */
function commandOf(args) {
  const withValue = ['--data-dir', '--account'];
  return args.find((arg, index) => !arg.startsWith('-') && !withValue.includes(args[index - 1]));
}

function runOnPinnedNode() {
  const pinned = pinnedNode();
  if (pinned === undefined) {
    process.stderr.write('Mailroom needs its own Node 24, which is not installed. Run "npm ci" in its folder first.\n');
    process.exitCode = 1;
    return;
  }
  // The channel tells the child when this process is killed, so that a SIGKILL here ends both.
  const child = spawn(pinned, [entry, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Mailroom could not start its own Node: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal !== null) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}

function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
