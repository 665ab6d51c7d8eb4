import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../bin/mailroom.mjs', import.meta.url));

interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with what stderr said so far, to press Ctrl C or pull the plug at the right moment. */
  readonly onWords?: (words: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a person does: a process of its own, through the launcher. */
export async function mailroom(args: readonly string[], { cwd, env, onWords }: Surroundings = {}) {
  const child = spawn(process.execPath, [launcher, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
    onWords?.(stderr, (signal) => child.kill(signal));
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}
