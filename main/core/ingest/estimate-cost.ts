import type { IngestCost, IngestScope } from '../../../contract/ingest.ts';

/** What one request of a look brings at most. */
const PAGE_MESSAGES = 200;
/** Reading a message and listing its files. Each file is one more, and nobody knows how many there are. */
const REQUESTS_PER_MESSAGE = 2;
const WINDOW_MS = 10 * 60_000;

/**
 * At least so much: the whole folder is read through once, and of older messages only what the scope asks for is
 * fetched. How many lie within some days only the reading itself shows.
 */
export function estimateCost(messages: number, scope: IngestScope, requestsPer10Min: number): IngestCost {
  const pages = Math.max(1, Math.ceil(messages / PAGE_MESSAGES));
  const requests = pages + (scope.kind === 'everything' ? messages * REQUESTS_PER_MESSAGE : 0);
  const windows = Math.ceil(requests / requestsPer10Min) - 1;
  return { messages, requests, atLeastMs: windows * WINDOW_MS };
}
