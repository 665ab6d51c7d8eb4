import type { RolloutGate } from '../../../contract/flags.ts';
import type { RolloutState } from '../ports/rollout-store.ts';
import type { SendMeasures } from '../ports/send-measures.ts';
import type { RolloutConfig } from './rollout-config.ts';

/** Every condition of the next rung with its number. Nothing is decided here. */
export function judgeGates(
  measures: SendMeasures,
  state: RolloutState,
  config: RolloutConfig,
  nowMs: number,
): RolloutGate[] {
  const { executions } = measures;
  return [
    ageGate(measures, config),
    sampleGate(executions, config),
    objectiveGate('error_rate', measures.errorShare, executions, config),
    objectiveGate('latency_p95', measures.p95Seconds, executions, config),
    rungGate(state, config, nowMs),
  ];
}

function ageGate({ ageS, problem, executions }: SendMeasures, { maxAgeS }: RolloutConfig): RolloutGate {
  const gate = { metric: 'data_age', unit: 'seconds', threshold: maxAgeS, rollBackAbove: null } as const;
  const seen = { ...gate, observed: ageS, sample: executions };
  if (ageS === null) return { ...seen, verdict: 'noData', why: problem ?? 'There are no numbers of sending.' };
  if (ageS <= maxAgeS) return { ...seen, verdict: 'pass', why: `The numbers are ${whole(ageS)} s old.` };
  return { ...seen, verdict: 'noData', why: `The newest number is ${whole(ageS)} s old, more than ${maxAgeS} s.` };
}

function sampleGate(executions: number | null, { minExecutions }: RolloutConfig): RolloutGate {
  const gate = { metric: 'sample', unit: 'executions', threshold: minExecutions, rollBackAbove: null } as const;
  const seen = { ...gate, observed: executions, sample: executions };
  if (executions === null) return { ...seen, verdict: 'noData', why: 'It is not known how many messages were sent.' };
  const said = `${whole(executions)} executions in the window, ${minExecutions} are needed.`;
  return { ...seen, verdict: executions >= minExecutions ? 'pass' : 'wait', why: said };
}

const objectives = {
  error_rate: { unit: 'share', of: 'errorShare', what: 'Errors', show: (share: number) => `${percents(share)} %` },
  latency_p95: { unit: 'seconds', of: 'p95Seconds', what: 'p95', show: (seconds: number) => `${fixed(seconds)} s` },
} as const;

function objectiveGate(
  metric: keyof typeof objectives,
  observed: number | null,
  sample: number | null,
  { promote, rollBack }: RolloutConfig,
): RolloutGate {
  const { unit, of, what, show } = objectives[metric];
  const [threshold, rollBackAbove] = [promote[of], rollBack[of]];
  const gate = { metric, unit, threshold, rollBackAbove, observed, sample };
  if (observed === null) return { ...gate, verdict: 'noData', why: `${what}: no number.` };
  const said = `${what} ${show(observed)}`;
  if (observed > rollBackAbove) return { ...gate, verdict: 'fail', why: `${said}, more than ${show(rollBackAbove)}.` };
  if (observed > threshold) return { ...gate, verdict: 'wait', why: `${said}, more than ${show(threshold)}.` };
  return { ...gate, verdict: 'pass', why: `${said}, at most ${show(threshold)}.` };
}

function rungGate({ sinceMs }: RolloutState, { rungMs }: RolloutConfig, nowMs: number): RolloutGate {
  const threshold = rungMs / 1_000;
  const gate = { metric: 'time_on_rung', unit: 'seconds', threshold, rollBackAbove: null, sample: null } as const;
  if (sinceMs === null) return { ...gate, observed: null, verdict: 'wait', why: 'It is new at this percentage.' };
  const observed = Math.max(0, nowMs - sinceMs) / 1_000;
  const said = `${whole(observed)} s at this percentage, ${whole(threshold)} s are needed.`;
  return { ...gate, observed, verdict: observed >= threshold ? 'pass' : 'wait', why: said };
}

function whole(number: number): string {
  return String(Math.floor(number));
}

function fixed(number: number): string {
  return String(Math.round(number * 1_000) / 1_000);
}

function percents(share: number): string {
  return String(Math.round(share * 10_000) / 100);
}
