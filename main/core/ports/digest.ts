/** SHA-256 of a text's UTF-8 bytes, as lower-case hexadecimal. */
export interface Digest {
  sha256Hex(text: string): string;
}
