export type RedisClient = Awaited<ReturnType<typeof newClient>>;

/** What Redis answered, or the name of why it did not. */
export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

/** One connection that comes back by itself. Nothing that asks it waits long, whether Redis lives or not. */
export interface RedisLink {
  ask<T>(command: (client: RedisClient) => Promise<T>): Promise<Asked<T>>;
  /** Told each time that the connection stands. Returns the way out. */
  onReady(listener: () => void): () => void;
  /** Ends when the first attempt to connect has succeeded or failed, soon in any case. */
  firstAttempt: Promise<void>;
  close(): void;
}

const CONNECT_MS = 1_500;
const COMMAND_MS = 1_500;
/** A server that accepts and never answers is given up and connected anew; the flags are asked for more often than this. */
const SILENCE_MS = 15_000;
const RECONNECT_BASE_MS = 100;
const RECONNECT_CAP_MS = 5_000;

/** `url` may hold a password: it appears in nothing that this says. */
export function openRedisLink(url: string): RedisLink {
  const attempted = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let client: RedisClient | null = null;
  let isClosed = false;

  async function connect(): Promise<void> {
    const made = await newClient(url);
    if (isClosed) return;
    client = made;
    setTimeout(attempted.resolve, CONNECT_MS).unref();
    // Without a listener a lost connection would be an uncaught error.
    client.on('error', () => attempted.resolve());
    client.on('ready', () => {
      attempted.resolve();
      for (const tell of listeners) tell();
    });
    await client.connect();
  }
  connect().catch(() => attempted.resolve());

  return {
    async ask(command) {
      if (client?.isReady !== true) return { ok: false, detail: 'not connected' };
      const silence = new AbortController();
      try {
        return await Promise.race([
          command(client).then((value) => ({ ok: true, value }) as const),
          afterSilence(silence.signal),
        ]);
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.name : 'error' };
      } finally {
        silence.abort();
      }
    },
    onReady(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    firstAttempt: attempted.promise,
    close() {
      isClosed = true;
      client?.destroy();
      client = null;
      attempted.resolve();
    },
  };
}

/** Loaded late: most Mailrooms have no Redis, and the library takes longer to load than the rest of an adapter. */
async function newClient(url: string) {
  const { createClient } = await import('redis');
  return createClient({
    url,
    // What is asked while it is away fails at once instead of waiting in a queue.
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_MS, socketTimeout: SILENCE_MS, reconnectStrategy: reconnectDelayMs },
  });
}

/** Doubles up to the cap, with a jitter of a fifth, so that a fleet does not come back all at once. */
function reconnectDelayMs(retries: number): number {
  const delayMs = Math.min(RECONNECT_CAP_MS, RECONNECT_BASE_MS * 2 ** Math.min(retries, 10));
  return Math.round(delayMs * (0.8 + Math.random() * 0.4));
}

function afterSilence(over: AbortSignal): Promise<Asked<never>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in time' }), COMMAND_MS).unref();
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
