import { appOrigin } from './app-page.ts';

/** What counts about whoever sent a message to the main process. Structural, as Electron's `WebFrameMain` offers it. */
export interface Sender {
  readonly origin: string;
  readonly detached: boolean;
  readonly parent: unknown;
  isDestroyed(): boolean;
}

export type Refusal = 'no-frame' | 'gone' | 'not-our-window' | 'sub-frame' | 'foreign-origin';

/**
 * Null when the message came from the top frame of our own page in our own window; otherwise why it is refused.
 * Every message is judged, since a page that was replaced or a frame in it could send one too.
 */
export function judgeSender(frame: Sender | null, isOurWindow: boolean): Refusal | null {
  if (frame === null) return 'no-frame';
  if (frame.isDestroyed() || frame.detached) return 'gone';
  if (!isOurWindow) return 'not-our-window';
  if (frame.parent !== null) return 'sub-frame';
  return frame.origin === appOrigin ? null : 'foreign-origin';
}
