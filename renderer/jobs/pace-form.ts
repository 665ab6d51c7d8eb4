import type { ReplayPace } from '../../contract/jobs.ts';

/** As typed. Empty `cap` is all of them. */
export interface PaceForm {
  readonly perMinute: string;
  readonly cap: string;
  readonly stops: boolean;
  readonly failures: string;
  readonly outOf: string;
}

export type PaceField = 'perMinute' | 'cap' | 'failures' | 'outOf';

export const standardPace: ReplayPace = { perMinute: 60, cap: null, stopRule: { failures: 5, outOf: 50 } };

export const standardForm: PaceForm = { perMinute: '60', cap: '', stops: true, failures: '5', outOf: '50' };

const mostPerMinute = 6_000;

/** What is wrong with each field; null stands for nothing. */
export function readPace(form: PaceForm): {
  readonly pace: ReplayPace | null;
  readonly problems: Readonly<Record<PaceField, string | null>>;
} {
  const perMinute = readCount(form.perMinute);
  const cap = form.cap.trim() === '' ? null : readCount(form.cap);
  const failures = readCount(form.failures);
  const outOf = readCount(form.outOf);
  const problems = {
    perMinute: perMinute === undefined || perMinute > mostPerMinute ? 'A whole number from 1 to 6,000.' : null,
    cap: cap === undefined ? 'A whole number, or empty for all.' : null,
    failures: form.stops && failures === undefined ? 'A whole number.' : null,
    outOf:
      form.stops && (outOf === undefined || (failures !== undefined && outOf < failures))
        ? 'A whole number, no smaller than the failures.'
        : null,
  };
  if (Object.values(problems).some((problem) => problem !== null)) return { pace: null, problems };
  if (perMinute === undefined || cap === undefined) return { pace: null, problems };
  const stopRule = form.stops && failures !== undefined && outOf !== undefined ? { failures, outOf } : null;
  return { pace: { perMinute, cap, stopRule }, problems };
}

/** A count of at least one as typed, spaces and commas between thousands allowed. */
export function readCount(typed: string): number | undefined {
  const digits = typed.replaceAll(/[\s,]/gu, '');
  const count = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
  return count === 0 ? undefined : count;
}
