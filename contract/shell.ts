import { z } from 'zod';
import { flagOrigin } from './flags.ts';
import { accountId, instant } from './ids.ts';

/** What a window knows of the machine that it runs on; null for what it cannot know. */
export const powerFacts = z.strictObject({
  onBattery: z.boolean().nullable(),
  batteryPercent: z.int().min(0).max(100).nullable(),
  /** True when the system says that data costs, or is to be saved. No system says for certain that it does not. */
  metered: z.boolean().nullable(),
});
export type PowerFacts = z.infer<typeof powerFacts>;

/** What the status line says, one clause after the other; each has its explanation behind it. */
export const shellStatus = z.object({
  accounts: z.array(z.object({ id: accountId, address: z.string(), signInNeeded: z.boolean() })),
  tenant: z.enum(['sandbox', 'entra', 'static']),
  /** Null: mail may go anywhere. Otherwise the domains it may go to. */
  internalOnly: z.array(z.string()).nullable(),
  /** Who decided that; null while mail may go anywhere. */
  internalOnlyBy: flagOrigin.nullable(),
  moving: z.object({ uploading: z.int(), total: z.int(), bytesPerSecond: z.number() }),
  waits: z.array(z.object({ account: accountId, because: z.string(), until: instant })),
  /** When the worker last looked for work; null while none runs. */
  workerSeenAt: instant.nullable(),
  /** Of a worker that failed; null while one runs, and before one was started. */
  workerTriesAgainAt: instant.nullable(),
  /** By what the last requests met, never by a flag of the system. */
  network: z.enum(['online', 'offline', 'unknown']),
  paused: z.boolean(),
  /** Until when the person paused everything; null when they did not. */
  pausedUntil: instant.nullable(),
  /** Why large files wait for the machine. */
  largeWaitFor: z.array(z.enum(['battery', 'metered'])),
  /** The cap on uploads; 0 is none. */
  uploadLimitBytesPerS: z.int().nonnegative(),
});
export type ShellStatus = z.infer<typeof shellStatus>;

/** Faults that the sandbox tenant causes on request, so that staff can rehearse and see what Mailroom does. */
export const sandboxFaults = [
  'throttle',
  'serviceError',
  'dropMidChunk',
  'loseSendAnswer',
  'expireSession',
  'slowNetwork',
  'cutNetwork',
  'messageTooLarge',
  'signInExpires',
  'claimsDemanded',
  'consentRevoked',
  'signInBlocked',
  'sendAsMissing',
] as const;
export const sandboxFault = z.enum(sandboxFaults);
export type SandboxFault = z.infer<typeof sandboxFault>;

export const sandboxState = z.object({
  mailboxes: z.array(z.object({ address: z.string(), name: z.string(), messages: z.int() })),
  active: z.array(z.object({ fault: sandboxFault, remaining: z.int().nullable() })),
  delivered: z.array(
    z.object({
      subject: z.string(),
      recipients: z.array(z.string()),
      files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), sha256: z.string() })),
      deliveredAt: instant.nullable(),
    }),
  ),
});
export type SandboxState = z.infer<typeof sandboxState>;
