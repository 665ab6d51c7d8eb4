/** Seals what must not be readable in the data folder: tokens, upload URLs. `purpose` is bound to the sealed text. */
export interface SecretBox {
  seal(plain: string, purpose: string): Promise<string>;
  /** Rejects when the text was sealed by another key, for another purpose, or altered. */
  open(sealed: string, purpose: string): Promise<string>;
}
