import type { RolloutGate, RolloutStatus } from '../../contract/flags.ts';
import type { Tone } from '../ui/tone.ts';
import { formatNumber } from './measure-words.ts';

export const gateNames: Readonly<Record<RolloutGate['metric'], string>> = {
  error_rate: 'Errors',
  latency_p95: '95th percentile',
  sample: 'Executions',
  data_age: 'Age of the numbers',
  time_on_rung: 'Time at this step',
};

export const verdictWords: Readonly<Record<RolloutGate['verdict'], { readonly words: string; readonly tone: Tone }>> = {
  pass: { words: 'passed', tone: 'moss' },
  wait: { words: 'holds', tone: 'amber' },
  fail: { words: 'rolls back', tone: 'brick' },
  noData: { words: 'no number', tone: 'amber' },
};

/** "under 1 %", "over 100": what has to be so for the next step. */
export function thresholdWords({ metric, unit, threshold }: RolloutGate): string {
  const isLeast = metric === 'sample' || metric === 'time_on_rung';
  return `${isLeast ? 'at least' : 'at most'} ${amount(threshold, unit)}`;
}

export function observedWords({ observed, unit }: RolloutGate): string {
  return observed === null ? '–' : amount(observed, unit);
}

/** Why it stands where it stands, in a sentence or two. */
export function standWords(status: RolloutStatus): string {
  const { steering, percent } = status;
  if (steering === null) return unstagedWords(percent);
  if (steering === 'aborted') return 'A person aborted it: nobody is let in until a person resumes it.';
  if (steering === 'held') return `A person holds it at ${percent} %.`;
  if (percent === 100) return 'Everybody is in.';
  const open = status.gates.filter(({ verdict }) => verdict !== 'pass');
  if (status.gates.length === 0) return `Stands at ${percent} %. The controller has not looked yet.`;
  return open.length === 0
    ? `Stands at ${percent} %; every gate is passed.`
    : `Holds at ${percent} %. ${open.map(({ why }) => why).join(' ')}`;
}

function unstagedWords(percent: number): string {
  return percent === 100
    ? 'Nothing is staged: sending is open to everybody.'
    : `Nothing is staged: a setting opens sending to ${percent} % of the mailboxes.`;
}

function amount(value: number, unit: RolloutGate['unit']): string {
  switch (unit) {
    case 'share':
      return `${formatNumber(value * 100)} %`;
    case 'seconds':
      return value < 1 ? `${Math.round(value * 1000)} ms` : `${formatNumber(value)} s`;
    case 'executions':
      return formatNumber(value);
  }
}
