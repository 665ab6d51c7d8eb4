import type { ChunkAnswer } from '../ports/mail-service.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';

/** Where a transfer stands when an answer arrives. */
export interface ChunkState {
  readonly offset: number;
  readonly sizeBytes: number;
  /** Failures in a row since the server last confirmed something new. */
  readonly failures: number;
}

export type ChunkDecision =
  /** The server wants this byte next. `confirmed` when it is further than before. */
  | { readonly kind: 'continueAt'; readonly offset: number; readonly confirmed: boolean }
  | { readonly kind: 'complete'; readonly attachmentId: string | null }
  /** Ask the server where it stands, after a pause. */
  | { readonly kind: 'askOffset'; readonly fault: ServiceFault; readonly notBeforeMs: number | null }
  | { readonly kind: 'wait'; readonly fault: ServiceFault }
  /** The session is gone: the file must go again. When the last chunk is in doubt, it may be attached already. */
  | { readonly kind: 'sessionGone'; readonly fault: ServiceFault | null }
  | { readonly kind: 'giveUp'; readonly fault: ServiceFault | null }
  | { readonly kind: 'refused'; readonly fault: ServiceFault };

/** Retries of one chunk before the session is dropped (row US3). */
export const CHUNK_RETRIES = 3;

/** The server's offset is the truth; a status says whether the session lives. docs/specs/send-protocol.md, Uploads. */
export function decideAfterChunk(reply: Reply<ChunkAnswer>, state: ChunkState): ChunkDecision {
  if (reply.ok) return decideConfirmed(reply.value, state);
  const { fault } = reply;
  switch (fault.kind) {
    case 'paced':
    case 'signInNeeded':
    case 'neverSent':
      return { kind: 'wait', fault };
    case 'lost':
      return askOrGiveUp(fault, state, null);
    case 'refused':
      if (fault.status === 429) return { kind: 'wait', fault };
      if (fault.status === 416 || fault.status === 412) return askOrGiveUp(fault, state, null);
      if (fault.status >= 500) return askOrGiveUp(fault, state, fault.retryAfterMs);
      if (fault.status === 413 || fault.code.toLowerCase() === 'errormessagesizeexceeded')
        return { kind: 'refused', fault };
      return { kind: 'sessionGone', fault };
  }
}

function decideConfirmed(answer: ChunkAnswer, state: ChunkState): ChunkDecision {
  if (answer.kind === 'complete') return { kind: 'complete', attachmentId: answer.attachmentId };
  const { nextOffset } = answer;
  if (nextOffset > state.offset && nextOffset <= state.sizeBytes) {
    return { kind: 'continueAt', offset: nextOffset, confirmed: true };
  }
  // It took the request and kept nothing of it, or points outside the file: no progress, so it counts as a failure.
  if (state.failures >= CHUNK_RETRIES) return { kind: 'giveUp', fault: null };
  return nextOffset >= 0 && nextOffset <= state.offset
    ? { kind: 'continueAt', offset: nextOffset, confirmed: false }
    : { kind: 'sessionGone', fault: null };
}

function askOrGiveUp(fault: ServiceFault, state: ChunkState, notBeforeMs: number | null): ChunkDecision {
  return state.failures >= CHUNK_RETRIES ? { kind: 'giveUp', fault } : { kind: 'askOffset', fault, notBeforeMs };
}

/** What is known when the server is asked for its offset. */
export interface OffsetQuestion {
  readonly confirmedOffset: number;
  readonly sizeBytes: number;
  /** End of the chunk that the server called an overlap (416): it may well be stored already. Null otherwise. */
  readonly overlapEnd: number | null;
  /** An overlap was already taken as stored, and nothing has confirmed it since. */
  readonly assumedBefore: boolean;
}

export type OffsetDecision =
  | { readonly kind: 'continueAt'; readonly offset: number; readonly assumed: boolean }
  | { readonly kind: 'wait'; readonly fault: ServiceFault }
  | { readonly kind: 'askAgain'; readonly fault: ServiceFault }
  | { readonly kind: 'sessionGone'; readonly fault: ServiceFault | null };

/**
 * What the answer to "where do you stand?" means. Mail does not promise to answer that question at all: 404 and 405
 * may say just that. Then the last confirmed offset is tried, or, after an overlap, the byte behind it, once; the
 * answer to the next chunk corrects us either way, or says that the session is gone.
 */
export function decideAfterOffset(reply: Reply<{ nextOffset: number }>, question: OffsetQuestion): OffsetDecision {
  const { confirmedOffset, sizeBytes, overlapEnd } = question;
  if (reply.ok) {
    const { nextOffset } = reply.value;
    return nextOffset >= 0 && nextOffset < sizeBytes
      ? { kind: 'continueAt', offset: nextOffset, assumed: false }
      : { kind: 'sessionGone', fault: null };
  }
  const { fault } = reply;
  switch (fault.kind) {
    case 'paced':
    case 'signInNeeded':
    case 'neverSent':
      return { kind: 'wait', fault };
    case 'lost':
      return { kind: 'askAgain', fault };
    case 'refused':
      if (fault.status === 429) return { kind: 'wait', fault };
      if (fault.status >= 500 && fault.status !== 501) return { kind: 'askAgain', fault };
      if (fault.status !== 404 && fault.status !== 405 && fault.status !== 501) return { kind: 'sessionGone', fault };
      if (overlapEnd === null) return { kind: 'continueAt', offset: confirmedOffset, assumed: false };
      return question.assumedBefore || overlapEnd >= sizeBytes
        ? { kind: 'sessionGone', fault }
        : { kind: 'continueAt', offset: overlapEnd, assumed: true };
  }
}
