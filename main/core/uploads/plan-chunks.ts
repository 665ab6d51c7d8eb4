import { MailroomError } from '../mailroom-error.ts';

/** Rows US1 and US2: the service's file interface wants multiples of this, and so does this program's setting. */
export const CHUNK_UNIT_BYTES = 327_680;
/** The mail service takes at most 4 MiB in one PUT. */
export const MAX_CHUNK_BYTES = 4_194_304;
/** Twelve units: the largest multiple that also stays under 4 MB counted in powers of ten. */
export const DEFAULT_CHUNK_BYTES = 3_932_160;

export interface Chunk {
  readonly offset: number;
  readonly sizeBytes: number;
}

/** The file from first to last byte in chunks of one size; the last may be shorter. An empty file has none. */
export function planChunks(sizeBytes: number, chunkBytes: number): readonly Chunk[] {
  assertChunkSize(chunkBytes);
  return Array.from({ length: Math.ceil(sizeBytes / chunkBytes) }, (_, index) => {
    const offset = index * chunkBytes;
    return { offset, sizeBytes: Math.min(chunkBytes, sizeBytes - offset) };
  });
}

/** Row US2. Checked at the start of the program, so that a bad setting is found before any mail is begun. */
export function assertChunkSize(chunkBytes: number): void {
  const isAllowed = chunkBytes > 0 && chunkBytes <= MAX_CHUNK_BYTES && chunkBytes % CHUNK_UNIT_BYTES === 0;
  if (isAllowed) return;
  throw new MailroomError('provider_upload_session_invalid_chunk_size', {
    message: `The chunk size ${chunkBytes} cannot be used for uploads.`,
    remediation: `Set it to a multiple of ${CHUNK_UNIT_BYTES} bytes (320 KiB), at most ${MAX_CHUNK_BYTES}; the default is ${DEFAULT_CHUNK_BYTES}.`,
    details: { chunkBytes: Number.isFinite(chunkBytes) ? chunkBytes : null, unitBytes: CHUNK_UNIT_BYTES },
  });
}
