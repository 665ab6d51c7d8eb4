import { createInterface } from 'node:readline/promises';
import type { Cli } from './cli.ts';

/** Null without a terminal: nobody can be asked. An interruption is a no. */
export async function confirm(cli: Cli, question: string): Promise<boolean | null> {
  const isTerminal = 'isTTY' in cli.stdin && cli.stdin.isTTY === true && cli.out.stderr.isTTY;
  if (!isTerminal) return null;
  const lines = createInterface({ input: cli.stdin, output: cli.out.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal: cli.interrupted });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
