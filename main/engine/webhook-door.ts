import { z } from 'zod';
import type { WebhookStatus } from '../../contract/ingest.ts';
import { startWebhookListener, type WebhookListener } from '../adapters/webhook/webhook-listener.ts';
import { isLoopbackAddress } from '../core/policy/setting-kinds.ts';
import type { PreferenceStore } from '../core/ports/preference-store.ts';
import type { Clock } from '../core/ports/time.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { LoadedSettings } from './load-settings.ts';
import { portTaken } from './port-taken.ts';
import type { OpenWebhook } from './webhook.ts';

const PREFERENCE = 'webhook';
const choice = z.object({ port: z.int().min(1).max(65_535).nullable(), publicUrl: z.string().nullable() });
type Choice = z.infer<typeof choice>;

/** Opens and closes the listener for notifications, as settings say, or else as a person chose. */
export interface WebhookDoor {
  /** For hosts that stay. Throws `usage_error` when a port that settings name is taken. */
  open(): Promise<void>;
  /** Throws `config_invalid` where settings decide. */
  choose(wanted: Choice): Promise<WebhookStatus>;
  status(): WebhookStatus;
  close(): Promise<void>;
}

export interface WebhookDoorParts {
  readonly loaded: LoadedSettings;
  readonly webhook: OpenWebhook;
  readonly preferences: PreferenceStore;
  readonly clock: Clock;
  /** The mail service runs on this machine, so that it reaches us without a public address. */
  readonly isServiceLocal: boolean;
  /** Told the status of each answer. */
  readonly onAnswer: (status: number) => void;
}

export function webhookDoor(parts: WebhookDoorParts): WebhookDoor {
  const { loaded, webhook, preferences, clock } = parts;
  const { webhookPort, webhookUrl } = loaded.settings;
  const isManaged = webhookPort !== null || webhookUrl !== null;
  let listener: WebhookListener | null = null;
  let problem: string | null = null;

  function wanted(): Choice {
    if (isManaged) return { port: webhookPort, publicUrl: webhookUrl };
    return choice.safeParse(preferences.read(PREFERENCE)).data ?? { port: null, publicUrl: null };
  }

  async function close(): Promise<void> {
    const closing = listener;
    listener = null;
    await closing?.close();
  }

  async function open(): Promise<void> {
    const { port, publicUrl } = wanted();
    problem = null;
    if (port !== null) {
      try {
        listener = await startWebhookListener({
          webhook,
          port,
          publicHost: hostOf(publicUrl),
          onAnswer: parts.onAnswer,
        });
      } catch (cause) {
        const taken = portTaken(cause);
        if (taken === null || isManaged) throw taken ?? cause;
        problem = `Another program listens on port ${String(port)} already.`;
      }
    }
    if (listener === null) return webhook.listenAt(null);
    const reached = publicUrl ?? (parts.isServiceLocal ? `http://127.0.0.1:${String(listener.port)}` : null);
    if (reached === null) problem = 'Microsoft 365 reaches this port only through a public https address.';
    webhook.listenAt(reached);
  }

  return {
    open,
    close,
    async choose(chosen) {
      if (isManaged) throw managed();
      if (chosen.publicUrl !== null && !isReachable(chosen.publicUrl)) throw notHttps();
      preferences.write(PREFERENCE, chosen, clock.nowMs());
      await close();
      await open();
      return status();
    },
    status,
  };

  function status(): WebhookStatus {
    const { publicUrl, problem: refusal } = webhook.status();
    return { port: listener?.port ?? null, publicUrl, problem: problem ?? refusal, isManaged };
  }
}

function hostOf(publicUrl: string | null): string | null {
  return publicUrl === null ? null : new URL(publicUrl).host;
}

/** The service sends to nothing but https; a service on this machine may. */
function isReachable(publicUrl: string): boolean {
  return publicUrl.startsWith('https://') || isLoopbackAddress(publicUrl);
}

function notHttps(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'The public address must begin with https://.',
    remediation: 'Give the address that the tunnel or relay shows.',
    field: 'publicUrl',
  });
}

function managed(): MailroomError {
  return new MailroomError('config_invalid', {
    message: 'The listener for notifications is set by MAILROOM_WEBHOOK_PORT or MAILROOM_WEBHOOK_URL.',
    remediation: 'Ask whoever manages this computer. Without notifications nothing is missed, only later.',
    field: 'port',
  });
}
