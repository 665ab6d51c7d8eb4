import { expect, it } from 'vitest';
import { decideLook, WATCH_MS } from '../../../main/core/bounces/next-look.ts';

const MINUTE_MS = 60_000;
const sentMs = 1_000_000;

/** When looks happen, in minutes after the send, while somebody asks again exactly when told. */
function looks(count: number): readonly number[] {
  const made: number[] = [];
  let nowMs = sentMs;
  let lookedAtMs: number | null = null;
  while (made.length < count) {
    const verdict = decideLook(sentMs, lookedAtMs, nowMs, MINUTE_MS);
    if (verdict.kind === 'over') break;
    if (verdict.kind === 'wait') nowMs = verdict.untilMs;
    else {
      lookedAtMs = nowMs;
      made.push((nowMs - sentMs) / MINUTE_MS);
    }
  }
  return made;
}

it('looks after one, five and thirty minutes, then each hour, and last when nothing can come back any more', () => {
  const all = looks(1_000);
  expect(all.slice(0, 5)).toEqual([1, 5, 30, 90, 150]);
  expect(all.at(-1)).toBe(WATCH_MS / MINUTE_MS);
});

it('makes up with one look for a machine that was off', () => {
  const weekMs = 7 * 24 * 60 * MINUTE_MS;
  expect(decideLook(sentMs, null, sentMs + weekMs, MINUTE_MS)).toEqual({ kind: 'look' });
  expect(decideLook(sentMs, sentMs + weekMs, sentMs + weekMs, MINUTE_MS)).toEqual({ kind: 'over' });
});

it('begins anew with each send', () => {
  const lookedAtMs = sentMs - 10 * MINUTE_MS;
  expect(decideLook(sentMs, lookedAtMs, sentMs, MINUTE_MS)).toEqual({ kind: 'wait', untilMs: sentMs + MINUTE_MS });
});
