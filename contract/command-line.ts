import { z } from 'zod';

export const shellNames = ['sh', 'powershell', 'cmd'] as const;
export type ShellName = (typeof shellNames)[number];

/** A command line that does what a window does, quoted for each shell that a person may type it into. */
export const commandLine = z.object({
  words: z.array(z.string()),
  sh: z.string(),
  powershell: z.string(),
  /** Null where a word holds a line break: cmd has no way to carry one. */
  cmd: z.string().nullable(),
  /** The one that is usual on the system that Mailroom runs on. */
  own: z.enum(['sh', 'powershell']),
});
export type CommandLine = z.infer<typeof commandLine>;
