import { fileTypeFromBuffer } from 'file-type';

/** As much as tells the type of nearly every file. */
const HEAD_BYTES = 4_100;

/** Keeps a copy of the first bytes that pass, to name their media type afterwards. */
export function sniffType(source: AsyncIterable<Uint8Array>): {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Null when the bytes say nothing: plain text, or a format that nobody knows. */
  mediaType(): Promise<string | null>;
} {
  const head: Uint8Array[] = [];
  let kept = 0;
  async function* bytes(): AsyncIterable<Uint8Array> {
    for await (const piece of source) {
      if (kept < HEAD_BYTES) {
        const wanted = Buffer.from(piece.subarray(0, HEAD_BYTES - kept));
        kept += wanted.length;
        head.push(wanted);
      }
      yield piece;
    }
  }
  return {
    bytes: bytes(),
    async mediaType() {
      // Written by strangers, perhaps to break who looks at it; and a type is a hint only.
      const type = await fileTypeFromBuffer(Buffer.concat(head)).catch(() => null);
      return type?.mime ?? null;
    },
  };
}
