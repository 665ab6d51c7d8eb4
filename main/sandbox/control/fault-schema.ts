import { z } from 'zod';
import type { FaultRule } from '../store/faults.ts';
import { faultActions } from '../store/faults.ts';

const action = z.enum(faultActions);

/** Times are milliseconds, `retryAfter` is seconds as in the header it becomes. */
export const faultRule = z
  .strictObject({
    match: z
      .strictObject({
        method: z.string().optional(),
        path: z.string().refine(isPattern, 'must be the source of a regular expression').optional(),
        nth: z.int().positive().optional(),
      })
      .default({}),
    action,
    times: z.int().min(0).default(1),
    status: z.int().min(200).max(599).optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    retryAfter: z.number().min(0).optional(),
    delayMs: z.number().min(0).optional(),
    probability: z.number().min(0).max(1).optional(),
  })
  .transform(({ retryAfter, ...rule }): FaultRule => {
    const given = { ...rule, ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1000 }) };
    return JSON.parse(JSON.stringify(given)) as FaultRule;
  });

export const randomFaults = z
  .strictObject({
    rate: z.number().min(0).max(1),
    actions: z.array(action).default(['status', 'throttle', 'dropBefore', 'dropAfter', 'statusAfter', 'slow']),
    seed: z.int().default(1),
    delayMs: z.number().min(0).default(200),
    retryAfter: z.number().min(0).default(1),
  })
  .transform(({ retryAfter, ...random }) => ({ ...random, retryAfterMs: retryAfter * 1000 }));

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
