import { MailroomError } from '../mailroom-error.ts';

const MAX_TRIES = 3;

/**
 * Takes files and records them, and does both again when the same bytes were released in between because another mail
 * that carried them has ended (docs/specs/send-protocol.md, What sending leaves behind). Nothing was recorded then.
 */
export async function untilKept<T>(take: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await take();
    } catch (error) {
      if (tries >= MAX_TRIES || !wasCleared(error)) throw error;
    }
  }
}

/** A source that is missing for good is not retriable. */
function wasCleared(error: unknown): boolean {
  return error instanceof MailroomError && error.code === 'source_missing' && error.structured.retriable;
}
