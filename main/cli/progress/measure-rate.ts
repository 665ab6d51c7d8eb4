const windowMs = 20_000;

export interface RateMeter {
  /** Bytes that the server had confirmed at that moment. */
  add(atMs: number, confirmedBytes: number): void;
  /** The average of the last 20 s, or null while there is none. */
  bytesPerSecond(): number | null;
}

/** What was confirmed before the meter started does not count as speed; neither does a session that starts again lower. */
export function createRateMeter(): RateMeter {
  let samples: { readonly atMs: number; readonly bytes: number }[] = [];
  return {
    add(atMs, bytes) {
      if (bytes < (samples.at(-1)?.bytes ?? 0)) samples = [];
      samples.push({ atMs, bytes });
      // The last sample outside the window stays: it is where the window's first bytes are counted from.
      while ((samples[1]?.atMs ?? Infinity) <= atMs - windowMs) samples.shift();
    },
    bytesPerSecond() {
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.atMs === first.atMs) return null;
      return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
    },
  };
}
