import type { Engine } from '../engine/host.ts';
import { MailroomError } from '../core/mailroom-error.ts';

export interface EngineUse {
  /** Start the worker, here or in the process that owns the data folder. */
  readonly work: boolean;
  /** Doing it twice has the effect of doing it once. Then it goes on by itself when the owner of the folder ends. */
  readonly repeatable: boolean;
}

/**
 * Uses the engine and closes it. When it belonged to another process, and that one ends or is killed in the middle,
 * this process takes the data folder over: work that somebody waits for must not stop because somebody else's did.
 */
export async function useEngine<T>(
  open: () => Promise<Engine>,
  options: EngineUse & { readonly onTakeOver: () => void },
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  for (;;) {
    const engine = await open();
    try {
      return await use(engine);
    } catch (thrown) {
      if (engine.owned || !isConnectionLost(thrown)) throw thrown;
      if (!options.repeatable) throw ownerEnded(thrown);
    } finally {
      await engine.close();
    }
    options.onTakeOver();
  }
}

/** How the transport says that the other side is gone: calls under way are aborted, later ones find the socket closed. */
function isConnectionLost(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.name === 'AbortError' || thrown.message.includes('WebSocket is not open');
}

function ownerEnded(cause: unknown): MailroomError {
  return new MailroomError('data_folder_busy', {
    message:
      'The Mailroom that owned the data folder ended before it answered. What was queued before is safe on disk.',
    remediation: 'See where it stands (mailroom outbox list, mailroom accounts) before you try again.',
    retriable: true,
    cause,
  });
}
