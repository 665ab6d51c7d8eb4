/** Structural twin of the platform's AbortSignal, so that core can pass cancellation on without knowing a platform. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Resolves after `delayMs`, or at once when the signal aborts; never rejects. */
  sleep(delayMs: number, signal?: CancelSignal): Promise<void>;
}

export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** RFC 9562 version 7: sorts by the moment it was made. */
  uuidv7(): string;
  /** RFC 9562 version 4. */
  uuid(): string;
}
