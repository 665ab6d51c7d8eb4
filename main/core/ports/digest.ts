/** SHA-256 of a text's UTF-8 bytes, as lower-case hexadecimal. */
export interface Digest {
  sha256Hex(text: string): string;
}

/** A sum over a text that only who has the key of the data folder can make: lower-case hexadecimal. */
export interface Mac {
  authenticate(text: string): string;
}
