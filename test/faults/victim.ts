import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Report } from './orders.ts';

type Ending = { readonly kind: 'killed' | 'finished' | 'failed'; readonly words: string };

/** Raises the next victim while the present one lives, because starting takes longer than most lives. */
export interface Nursery<Orders extends object> {
  /**
   * Lets a victim live by these orders until it is killed: by itself at a deadly site, or after `lifeMs` from here, or
   * from when it began its work. Then a machine that is too busy to get there soon gives it more time for the work too.
   */
  live(orders: Orders, lifeMs: number, from: 'here' | 'its work'): Promise<Ending>;
  close(): Promise<void>;
}

/** No life takes so long to begin. */
const LONGEST_OPENING_MS = 60_000;

/** Work takes so many times as long as beginning it, at least. */
const WORK_PER_OPENING = 8;

/** Compiled sources, kept between lives: a start takes a third of the time. */
const compileCache = join(import.meta.dirname, '..', '..', '.build', 'compile-cache');

interface Victim {
  readonly process: ChildProcess;
  readonly ready: Promise<unknown>;
  readonly exited: Promise<unknown>;
  readonly words: string[];
}

export function nursery<Orders extends object>(program: string): Nursery<Orders> {
  let next: Victim | null = null;

  return {
    async live(orders, lifeMs, from) {
      const victim = next ?? raise(program);
      await Promise.race([victim.ready, victim.exited]);
      if (victim.process.exitCode !== null) return { kind: 'failed', words: victim.words.join('').trim() };
      let isFinished = false;
      const orderedAtMs = Date.now();
      const kill = (): boolean => victim.process.kill('SIGKILL');
      let timer = setTimeout(kill, from === 'here' ? lifeMs : LONGEST_OPENING_MS);
      victim.process.on('message', ({ kind }: Report) => {
        isFinished ||= kind === 'finished';
        if (kind !== 'working' || from === 'here') return;
        clearTimeout(timer);
        timer = setTimeout(kill, Math.max(lifeMs, WORK_PER_OPENING * (Date.now() - orderedAtMs)));
      });
      victim.process.send(orders);
      next = raise(program);
      await victim.exited;
      clearTimeout(timer);
      const { signalCode, exitCode } = victim.process;
      const kind = isFinished ? 'finished' : signalCode === 'SIGKILL' ? 'killed' : 'failed';
      return { kind, words: `${signalCode ?? `exit code ${String(exitCode)}`} ${victim.words.join('').trim()}` };
    },
    async close() {
      next?.process.kill('SIGKILL');
      await next?.exited;
    },
  };
}

function raise(program: string): Victim {
  const child = fork(program, [], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const words: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString('utf8')));
  return { process: child, ready: once(child, 'message'), exited: once(child, 'exit'), words };
}
