import { describe, expect, it } from 'vitest';
import { amongOpen, readJobFilter, withinCause } from '../../../renderer/jobs/job-filter.ts';

describe('J3: what is typed into the search of jobs', () => {
  it('is words where it is no token', () => {
    expect(readJobFilter('  plans   of hall 4 ')).toEqual({ filter: { text: 'plans of hall 4' }, problem: null });
    expect(readJobFilter('')).toEqual({ filter: {}, problem: null });
  });

  it('narrows by state, cause, kind, mailbox and fate, wherever the tokens stand', () => {
    expect(
      readJobFilter('state:dead,parked plans cause:graph_4xx_403 kind:ingest.fetch mailbox:"a b@c" FATE:Open'),
    ).toEqual({
      filter: {
        states: ['dead', 'parked'],
        cause: 'graph_4xx_403',
        kind: 'ingest.fetch',
        mailbox: 'a b@c',
        fate: 'open',
        text: 'plans',
      },
      problem: null,
    });
  });

  it('says what it does not understand, and narrows by the rest', () => {
    expect(readJobFilter('state:broken mailbox:a')).toEqual({
      filter: { mailbox: 'a' },
      problem: 'state: is one of waiting, ready, running, done, dead, parked, cancelled.',
    });
    expect(readJobFilter('cause:no!').problem).toMatch(/^cause: is a code/);
    expect(readJobFilter('fate:gone').problem).toMatch(/^fate: is one of/);
  });

  it('waits for the value of a token that was only begun', () => {
    expect(readJobFilter('state:')).toEqual({ filter: {}, problem: null });
  });

  it('takes a URL or a time for words', () => {
    expect(readJobFilter('mystate:dead 12:30').filter).toEqual({ text: 'mystate:dead 12:30' });
  });
});

it('J1: narrows the causes by all but state and fate, and the jobs of one by what is no cause', () => {
  const { filter } = readJobFilter(
    'invoice mailbox:finance@sandbox.example cause:disk_full kind:ingest.message state:dead',
  );
  const within = { text: 'invoice', mailbox: 'finance@sandbox.example' };
  expect(amongOpen(filter)).toEqual({ ...within, cause: 'disk_full', kind: 'ingest.message' });
  expect(withinCause(filter)).toEqual(within);
});
