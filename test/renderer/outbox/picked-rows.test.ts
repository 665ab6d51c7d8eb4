import { describe, expect, it } from 'vitest';
import {
  forEachVerb,
  nothingPicked,
  outcomeWords,
  pickRange,
  togglePicked,
} from '../../../renderer/outbox/picked-rows.ts';
import { pausedReasons } from '../../../contract/outbox.ts';
import { stateWords } from '../../../renderer/outbox/describe-row.ts';
import { actionsOf } from '../../../renderer/outbox/row-actions.ts';
import { verdictOf } from '../../../renderer/outbox/verdict.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const all = ['a', 'b', 'c', 'd'];

describe('U9: picking messages', () => {
  it('adds and takes away one by one, and a range from the last of them in either direction', () => {
    const two = togglePicked(togglePicked(nothingPicked, 'a'), 'c');
    expect([...two.ids]).toEqual(['a', 'c']);
    expect([...togglePicked(two, 'a').ids]).toEqual(['c']);
    expect([...pickRange(two, all, 'a', 'a').ids]).toEqual(['a', 'b', 'c']);
    expect([...pickRange(two, all, 'a', 'd').ids]).toEqual(['c', 'd']);
    expect([...pickRange(nothingPicked, all, 'b', 'c').ids]).toEqual(['b', 'c']);
  });

  it('begins anew where the beginning of a range has left the list', () => {
    const gone = togglePicked(nothingPicked, 'gone');
    expect([...pickRange(gone, all, 'd', 'c').ids]).toEqual(['c', 'd']);
    expect(pickRange(gone, all, 'nowhere', 'c')).toBe(gone);
  });

  it('does to each what can be done to it, and never touches what may have left', () => {
    const [moving, paused] = [outboxRowOf({ state: 'uploading', cancellable: true }), outboxRowOf({ state: 'paused' })];
    const stuck = outboxRowOf({ state: 'needsYou', cancellable: true });
    const uncertain = outboxRowOf({ state: 'needsYou', cancellable: false });
    const draft = outboxRowOf({ state: 'draft', cancellable: true });
    const fit = forEachVerb([moving, { ...paused, cancellable: true }, stuck, uncertain, draft]);
    expect(Object.values(fit).map((rows) => rows.map(({ state }) => state))).toEqual([
      ['uploading'],
      ['paused', 'needsYou'],
      ['uploading', 'paused', 'needsYou'],
    ]);
  });

  it('says what became of them', () => {
    expect(outcomeWords('cancel', 2, 0)).toBe('2 cancelled, not sent.');
    expect(outcomeWords('pause', 1, 1)).toBe('1 paused. 1 had gone on meanwhile and was left alone.');
  });
});

it('U10: what everything waits with is not resumed by itself, and says until when it stands', () => {
  const row = outboxRowOf({
    state: 'paused',
    cancellable: true,
    reason: pausedReasons.forNow,
    waitingUntil: '2026-11-21T15:00:00.000Z',
  });
  const nowMs = Date.parse('2026-11-21T14:00:00.000Z');
  expect(forEachVerb([row]).resume).toEqual([]);
  expect(actionsOf(row, undefined)[0]).toMatchObject({ verb: 'resume', unavailable: pausedReasons.forNow });
  expect(stateWords(row, null, nowMs).words).toMatch(/^Paused until \d\d:\d\d/);
  expect(verdictOf(row, nowMs)).toMatch(/^You paused everything until \d\d:\d\d\. What is uploaded stays/);
  const stopped = { ...row, reason: pausedReasons.stopped, waitingUntil: null };
  expect(verdictOf(stopped, nowMs)).toMatch(/^Sending is stopped for now\. What is uploaded stays\./);
  expect(actionsOf(stopped, undefined)[1]).toMatchObject({ verb: 'settings', unavailable: null });
  const battery = { ...row, reason: pausedReasons.battery, waitingUntil: null };
  expect(stateWords(battery, null, nowMs).words).toMatch(/^Waits for mains power/);
  expect(verdictOf(battery, nowMs)).toBe(`${pausedReasons.battery} What is uploaded stays.`);
});
