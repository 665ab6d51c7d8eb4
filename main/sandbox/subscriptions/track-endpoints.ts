const windowMs = 600_000;
/** Fewer answers than this say nothing about an endpoint. */
const fewestAnswers = 100;
const mostAnswers = 2000;

interface Answer {
  readonly atMs: number;
  readonly durationMs: number;
}

/** `slow`: what is new waits ten minutes. `drop`: what is new is lost. */
export type EndpointState = 'normal' | 'slow' | 'drop';

export interface Endpoints {
  record(url: string, answer: Answer): void;
  stateOf(url: string, nowMs: number): EndpointState;
}

/** Over 10 % of answers later than 3 s in ten minutes make an endpoint slow, over 15 % later than 10 s make it drop. */
export function trackEndpoints(): Endpoints {
  const answers = new Map<string, readonly Answer[]>();
  return {
    record: (url, answer) => void answers.set(url, [...(answers.get(url) ?? []), answer].slice(-mostAnswers)),
    stateOf(url, nowMs) {
      const recent = (answers.get(url) ?? []).filter(({ atMs }) => atMs > nowMs - windowMs);
      if (recent.length < fewestAnswers) return 'normal';
      const shareOver = (limitMs: number): number =>
        recent.filter(({ durationMs }) => durationMs >= limitMs).length / recent.length;
      if (shareOver(10_000) > 0.15) return 'drop';
      return shareOver(3000) > 0.1 ? 'slow' : 'normal';
    },
  };
}
