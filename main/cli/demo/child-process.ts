import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface MailroomProcess {
  /** The JSON document that it printed, or null when it ended without one. */
  readonly document: Promise<unknown>;
  readonly ended: Promise<Ended>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
}

/** Runs a `mailroom` command as a process of its own, by the program that this one was started by. Through the IPC channel it notices when this one is killed. */
export function startMailroom(
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly onLine: (line: string) => void },
): MailroomProcess {
  const [, program = ''] = process.argv;
  const child = spawn(process.execPath, [program, ...args, '--json'], {
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', options.onLine);
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
  const printed = child.stdout === null ? null : once(createInterface({ input: child.stdout }), 'line');
  const document = Promise.race([printed, ended.then(() => null)]).then((line) => parse(line?.[0]));
  return { document, ended, kill: (signal) => child.kill(signal) };
}

function parse(line: unknown): unknown {
  return typeof line === 'string' ? JSON.parse(line) : null;
}
