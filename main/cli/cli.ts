import type { Engine } from '../engine/host.ts';
import type { ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';
import type { EngineUse } from './use-engine.ts';

export interface GlobalOptions {
  readonly json?: true;
  readonly dataDir?: string;
  readonly account?: string;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** What a command may use of the outside. */
export interface Cli {
  readonly env: Record<string, string | undefined>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly out: Output;
  readonly account: string | null;
  /** Absolute, or null for the default folder. */
  readonly dataDir: string | null;
  /** Aborts when the person presses Ctrl C or the system asks to end. */
  readonly interrupted: AbortSignal;
  /** Opens the engine, or reaches the one that owns the data folder, and closes it afterwards. */
  withEngine<T>(options: EngineUse, use: (engine: Engine) => Promise<T>): Promise<T>;
}

/** Runs one command with what its options ask for. */
export type Perform = (global: GlobalOptions, action: (cli: Cli) => Promise<ExitCode>) => Promise<void>;
