import { createCipheriv, createHash } from 'node:crypto';

const pieceBytes = 262_144;

/**
 * Bytes that anybody who knows the seed can compute again: the key stream of AES-256-CTR under the SHA-256 of the seed,
 * with a counter that starts at zero.
 */
export function* readSeededBytes(seed: string, sizeBytes: number): Generator<Buffer> {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(Math.min(pieceBytes, sizeBytes));
  for (let left = sizeBytes; left > 0; left -= zeros.length)
    yield cipher.update(left < zeros.length ? zeros.subarray(0, left) : zeros);
}

export function seededBytes(seed: string, sizeBytes: number): Buffer {
  return Buffer.concat([...readSeededBytes(seed, sizeBytes)]);
}
