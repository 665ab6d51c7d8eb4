import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/mailroom.mjs', import.meta.url));

/** A machine's own Node of another release where there is one: then the launcher has to bring the pinned one. */
const machineNode = '/usr/bin/node';
const node = existsSync(machineNode) ? machineNode : process.execPath;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Put before the program: a shell that sets a limit, or another user. */
  readonly through?: readonly string[];
}

export interface MailroomProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** What stderr holds, once it holds these words; rejects when the process ends before. */
  said(words: string): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `mailroom` as a person's shell does: by its launcher, with an environment of its own. */
export function startMailroom(args: readonly string[], { env = {}, cwd, through = [] }: StartOptions): MailroomProcess {
  const [command = node, ...rest] = [...through, node, launcher, ...args];
  const child = spawn(command, rest, {
    env: { ...ownEnvironment(), ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  const ended = endOf(child, text(child.stdout), () => stderr);
  return {
    pid: child.pid ?? NaN,
    ended,
    async said(words) {
      let isOver = false;
      void ended.then(() => (isOver = true));
      while (!stderr.includes(words)) {
        if (isOver) throw new Error(`It ended without saying "${words}": ${stderr}`);
        await wait(10);
      }
      return stderr;
    },
    kill: (signal) => void child.kill(signal),
  };
}

export function runMailroom(args: readonly string[], options: StartOptions): Promise<Ended> {
  return startMailroom(args, options).ended;
}

/** Every process of this machine that was told this folder. The launcher and what it started both name it. */
export function processesOn(dataDir: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(dataDir))
    .map(Number);
}

/** Resolves when no process works on the folder any more. A caller's own limit ends a wait that never would. */
export async function untilNobodyWorksOn(dataDir: string): Promise<void> {
  while (processesOn(dataDir).length > 0) await wait(5);
}

async function endOf(child: ChildProcess, stdout: Promise<string>, stderr: () => string): Promise<Ended> {
  const [out] = await Promise.all([stdout, once(child, 'close')]);
  return { code: child.exitCode, signal: child.signalCode, stdout: out, stderr: stderr() };
}

/** Without the settings of whoever runs the tests, and without a policy of this machine. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_|NODE_OPTIONS$|VITEST|FORCE_COLOR$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), MAILROOM_POLICY_FILE: '/nonexistent/policy.json' };
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
