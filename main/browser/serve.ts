import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MailroomError } from '../core/mailroom-error.ts';
import type { Engine } from '../engine/host.ts';
import { openEngine } from '../engine.ts';
import { loadSettings } from '../engine/load-settings.ts';
import { portTaken } from '../engine/port-taken.ts';
import { askRunningHost } from './ask-running-host.ts';
import { startBrowserHost } from './start-browser-host.ts';
import { startLocalTenant } from './start-local-tenant.ts';

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; null leaves it to the settings. */
  readonly dataDir: string | null;
  readonly rendererDir: string;
  readonly port: number | null;
  /** Where notifications of the mail service arrive; null leaves it to the settings. */
  readonly webhookPort?: number | null;
  readonly log: (line: string) => void;
}

export type Serving =
  | { readonly kind: 'started'; readonly launchUrl: string; readonly programToken: string; close(): Promise<void> }
  /** Another process serves this data folder already; it gave a new address. */
  | { readonly kind: 'running'; readonly launchUrl: string };

/** Starts engine and browser host, or finds the host that serves this data folder already. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { dataDir, rendererDir, port, webhookPort = null, log } = options;
  const env = webhookPort === null ? options.env : { ...options.env, MAILROOM_WEBHOOK_PORT: String(webhookPort) };
  if (!existsSync(join(rendererDir, 'index.html'))) throw notBuilt();
  const loaded = loadSettings({ env, dataDir });
  const running = await askRunningHost(loaded.dataDir);
  if (running !== null) return { kind: 'running', launchUrl: running };
  const engine = await openEngine({ env, dataDir, log, startSandbox: startLocalTenant }, { work: true, listen: true });
  try {
    const host = await startBrowserHost({
      engine: ownedParts(engine),
      dataDir: loaded.dataDir,
      rendererDir,
      port,
      nowMs: () => Date.now(),
    }).catch((cause: unknown) => {
      throw portTaken(cause) ?? cause;
    });
    return {
      kind: 'started',
      launchUrl: host.launchUrl(),
      programToken: host.programToken,
      async close() {
        await host.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function ownedParts({ client, router, incoming, downloads, telemetry }: Engine) {
  if (router !== null && incoming !== null && downloads !== null && telemetry !== null) {
    return { client, router, incoming, downloads, telemetry };
  }
  throw new MailroomError('data_folder_busy', {
    message: 'Another Mailroom owns the data folder, and it shows no page to a browser. Nothing was started.',
    remediation: 'End the desktop or the command that runs, or name another folder with --data-dir.',
    retriable: true,
  });
}

function notBuilt(): MailroomError {
  return new MailroomError('config_invalid', {
    message: 'The windows are not built yet. Nothing was started.',
    remediation: 'Run "npm start" in the folder of Mailroom: it builds them.',
  });
}
