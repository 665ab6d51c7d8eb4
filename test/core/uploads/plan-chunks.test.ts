import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import {
  assertChunkSize,
  CHUNK_UNIT_BYTES,
  DEFAULT_CHUNK_BYTES,
  MAX_CHUNK_BYTES,
  planChunks,
} from '../../../main/core/uploads/plan-chunks.ts';

function refusalOf(chunkBytes: number): unknown {
  try {
    assertChunkSize(chunkBytes);
    return null;
  } catch (error) {
    return error;
  }
}

describe('planChunks', () => {
  it('covers every byte once and in order, with full chunks except the last', () => {
    fc.assert(
      fc.property(fc.nat(160_000_000), fc.integer({ min: 1, max: 12 }), (sizeBytes, units) => {
        const chunkBytes = units * CHUNK_UNIT_BYTES;
        const chunks = planChunks(sizeBytes, chunkBytes);
        let end = 0;
        for (const chunk of chunks) {
          expect(chunk.offset).toBe(end);
          end += chunk.sizeBytes;
          expect(chunk.sizeBytes).toBe(end < sizeBytes ? chunkBytes : sizeBytes - chunk.offset);
        }
        expect(end).toBe(sizeBytes);
      }),
    );
  });

  it('cuts the largest file that the service takes into 39 chunks', () => {
    const chunks = planChunks(150_000_000, DEFAULT_CHUNK_BYTES);
    expect(chunks).toHaveLength(39);
    expect(chunks.at(-1)).toEqual({ offset: 149_422_080, sizeBytes: 577_920 });
  });

  it('plans nothing for an empty file', () => {
    expect(planChunks(0, DEFAULT_CHUNK_BYTES)).toEqual([]);
  });
});

describe('assertChunkSize', () => {
  it.each([CHUNK_UNIT_BYTES, DEFAULT_CHUNK_BYTES])('US2: accepts %d bytes', (chunkBytes) => {
    expect(refusalOf(chunkBytes)).toBeNull();
  });

  it.each([
    0,
    -CHUNK_UNIT_BYTES,
    1,
    CHUNK_UNIT_BYTES + 1,
    MAX_CHUNK_BYTES,
    13 * CHUNK_UNIT_BYTES,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('US2: refuses a chunk size of %d, which is no multiple of 320 KiB up to 4 MiB', (chunkBytes) => {
    const refusal = refusalOf(chunkBytes);
    expect(refusal).toBeInstanceOf(MailroomError);
    expect(refusal).toMatchObject({ code: 'provider_upload_session_invalid_chunk_size' });
  });
});
