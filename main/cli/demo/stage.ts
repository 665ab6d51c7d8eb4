import { join } from 'node:path';
import { MailroomError } from '../../core/mailroom-error.ts';
import { settingsForSandbox } from '../settings-for-sandbox.ts';
import { startMailroom, type MailroomProcess } from './child-process.ts';

/** Where a story is told. */
export interface Stage {
  /** Empty, and gone afterwards. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly interrupted: AbortSignal;
  say(line: string): void;
}

/** With a sandbox tenant that is up, and an environment that leads Mailroom there. */
export interface ServedStage extends Stage {
  readonly origin: string;
  readonly dataDir: string;
}

/** Starts the sandbox tenant as a process of its own and ends it when the story is over. */
export async function withService<T>(
  stage: Stage,
  settings: Readonly<Record<string, string>>,
  tell: (served: ServedStage) => Promise<T>,
): Promise<T> {
  stage.say('1  A stand-in for Microsoft 365 starts on this machine: the sandbox tenant.');
  const ownEnv = ownEnvironment(stage.env);
  const folder = join(stage.folder, 'service');
  const service = startMailroom(['sandbox', '--data-dir', folder], { env: ownEnv, onLine() {} });
  try {
    const { origin, graphBaseUrl } = await readyService(service);
    const env = { ...ownEnv, ...settingsForSandbox({ origin, graphBaseUrl }), ...settings };
    return await tell({ ...stage, env, origin, dataDir: join(stage.folder, 'mailroom') });
  } finally {
    service.kill('SIGTERM');
    await service.ended;
  }
}

/** Starts a `mailroom` command of the story; what it says is told with it. */
export function start(stage: ServedStage, args: readonly string[]): MailroomProcess {
  const onLine = (line: string): void => stage.say(`     ${line}`);
  return startMailroom([...args, '--data-dir', stage.dataDir], { env: stage.env, onLine });
}

/** Runs a command to its end; throws when that is another one than expected. */
export async function finish(stage: ServedStage, args: readonly string[], expectedCode: number): Promise<void> {
  const command = start(stage, args);
  const stop = (): void => command.kill('SIGTERM');
  stage.interrupted.addEventListener('abort', stop);
  const { code } = await command.ended;
  stage.interrupted.removeEventListener('abort', stop);
  stage.interrupted.throwIfAborted();
  if (code !== expectedCode)
    throw demoFailed(`mailroom ${args[0] ?? ''} ended with ${code ?? 'a signal'}, not ${expectedCode}.`);
}

export function demoFailed(what: string): MailroomError {
  return new MailroomError('internal_error', {
    message: `The demo failed. ${what}`,
    remediation: 'mailroom demo --keep leaves its work folder to look into.',
  });
}

async function readyService(service: MailroomProcess): Promise<{ origin: string; graphBaseUrl: string }> {
  const ready = await service.document;
  if (typeof ready === 'object' && ready !== null && 'origin' in ready && 'graphBaseUrl' in ready) {
    return { origin: String(ready.origin), graphBaseUrl: String(ready.graphBaseUrl) };
  }
  throw demoFailed('The sandbox tenant did not start.');
}

/** A tenant configured on this machine must not be what the demo mails to. */
function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isForeign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isForeign.test(name)));
}
