import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * True when the built file is missing or older than any of its sources (files or whole folders).
 *
 * @param {string} built
 * @param {readonly string[]} sources
 * @returns {boolean}
 */
export function isBuildStale(built, sources) {
  const builtAtMs = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  return builtAtMs === undefined || sources.some((source) => newestMs(source) > builtAtMs);
}

/** A folder that something was taken out of is newer as well. */
function newestMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
