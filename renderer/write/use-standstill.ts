import type { ShellStatus } from '../../contract/shell.ts';
import { useNow } from '../app/use-now.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { formatTime } from '../ui/format/format-time.ts';
import type { Standstill } from './files/file-words.ts';

/** Why nothing of this mailbox moves just now, by what the engine says. */
export function useStandstill(account: string): Standstill | null {
  const status = useShellStatus();
  const nowMs = useNow(5000);
  return status === null ? null : readStandstill(status, account, nowMs);
}

function readStandstill(status: ShellStatus, account: string, nowMs: number): Standstill | null {
  if (status.accounts.some(({ id, signInNeeded }) => id === account && signInNeeded)) return { kind: 'signInNeeded' };
  if (status.paused) return { kind: 'paused' };
  if (status.network === 'offline') return { kind: 'offline' };
  const wait = status.waits.find((one) => one.account === account && Date.parse(one.until) > nowMs);
  return wait === undefined ? null : { kind: 'paced', untilWords: formatTime(wait.until, nowMs) };
}
