import { announce } from '../ui/announce.ts';

/** Puts words on the clipboard and says so. */
export function copyText(text: string, said: string): void {
  void navigator.clipboard.writeText(text).then(() => announce(said));
}
