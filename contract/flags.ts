import { z } from 'zod';
import { instant } from './ids.ts';

/** The switches of sending, as the shared source names them: `flags:microsoft:<name>` (row MP6). */
export const flagNames = ['enabled', 'internal_only', 'rollout_percent', 'paused'] as const;
export const flagName = z.enum(flagNames);
export type FlagName = z.infer<typeof flagName>;

/** Who decided a flag. `person` chose it on this computer, `account` what connecting a mailbox turned on. */
export const flagOrigin = z.enum(['policy', 'environment', 'redis', 'person', 'account', 'default']);
export type FlagOrigin = z.infer<typeof flagOrigin>;

export const flagValue = z.union([z.boolean(), z.int().min(0).max(100)]);
export type FlagValue = z.infer<typeof flagValue>;

export const flagRow = z.object({
  name: flagName,
  value: flagValue,
  origin: flagOrigin,
  /** How long ago its source last said so; null for what is read once, at the start. */
  ageMs: z.int().nonnegative().nullable(),
  /** The policy file or the environment decides it, so that nobody can set it here. */
  isManaged: z.boolean(),
  /** What is wrong with it, in a sentence for a person; null when nothing is. */
  problem: z.string().nullable(),
});
export type FlagRow = z.infer<typeof flagRow>;

/** One condition of the next rung: what is asked, what was seen, over how many executions. */
export const rolloutGate = z.object({
  metric: z.enum(['error_rate', 'latency_p95', 'sample', 'data_age', 'time_on_rung']),
  unit: z.enum(['share', 'seconds', 'executions']),
  /** The most that promotes, or the least for `sample` and `time_on_rung`. */
  threshold: z.number(),
  /** Above this it is rolled back; null where nothing is. */
  rollBackAbove: z.number().nullable(),
  observed: z.number().nullable(),
  /** Executions in the window; null when not known. */
  sample: z.number().nullable(),
  verdict: z.enum(['pass', 'wait', 'fail', 'noData']),
  why: z.string(),
});
export type RolloutGate = z.infer<typeof rolloutGate>;

/** What became of one look of the controller, or of a person's order. */
export const rolloutDecision = z.object({
  at: instant,
  action: z.enum(['promote', 'hold', 'rollback', 'abort', 'resume']),
  from: z.int().min(0).max(100),
  to: z.int().min(0).max(100),
  /** One word for why, for who counts. */
  cause: z.string(),
  because: z.string(),
  gates: z.array(rolloutGate),
  /** `controller`, or the person who steered. */
  actor: z.string(),
  reason: z.string().nullable(),
});
export type RolloutDecision = z.infer<typeof rolloutDecision>;

/** `held` and `aborted` are a person's word: the controller moves nothing until it is resumed or promoted by a person. */
export const rolloutSteering = z.enum(['automatic', 'held', 'aborted']);
export type RolloutSteering = z.infer<typeof rolloutSteering>;

/** The ladder as Health draws it. */
export const rolloutStatus = z.object({
  /** The percentage that counts here. */
  percent: z.int().min(0).max(100),
  /** Percentages from the lowest rung to 100. */
  ladder: z.array(z.int()),
  /** Null when no Redis is set: nobody stages a rollout then. */
  steering: rolloutSteering.nullable(),
  /** Since when it stands at this percentage; null when not known. */
  since: instant.nullable(),
  /** As of the controller's last look; empty before its first. */
  gates: z.array(rolloutGate),
  lookedAt: instant.nullable(),
  /** Newest first. Looks that changed nothing and say what the one before said are told once. */
  decisions: z.array(rolloutDecision),
  problem: z.string().nullable(),
});
export type RolloutStatus = z.infer<typeof rolloutStatus>;
