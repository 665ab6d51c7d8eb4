import { z } from 'zod';
import {
  connectMessage,
  type FrameMessage,
  hostMessage,
  type PreviewFailure,
  previewKey,
  type PreviewOrder,
} from '../preview/preview-messages.ts';
import './frame.css';

/** How a view tells the window something. */
export type Tell = (message: FrameMessage) => void;

/** Shows an order in the element. Throws `CannotShow` where it cannot; anything else it throws counts as damaged. */
export type ShowOrder = (order: PreviewOrder, into: HTMLElement, tell: Tell) => Promise<void>;

export class CannotShow extends Error {
  readonly why: PreviewFailure;
  constructor(why: PreviewFailure) {
    super(why);
    this.why = why;
  }
}

/** Waits for the window that holds this frame to hand over its port, once, and shows what comes through it. */
export function connectFrame(show: ShowOrder): void {
  // zod would try whether it may build code from text; the policy forbids that, and reports the try.
  z.config({ jitless: true });
  window.addEventListener('message', function connect({ source, data, ports }: MessageEvent<unknown>) {
    const [port] = ports;
    if (source !== window.parent || data !== connectMessage || port === undefined) return;
    window.removeEventListener('message', connect);
    listen(port, show);
  });
}

function listen(port: MessagePort, show: ShowOrder): void {
  const tell: Tell = (message) => port.postMessage(message);
  let isBusy = false;
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const read = hostMessage.safeParse(data);
    if (!read.success) return;
    const message = read.data;
    switch (message.kind) {
      case 'ping':
        tell({ kind: 'pong' });
        return;
      case 'theme':
        if (message.theme === 'system') delete document.documentElement.dataset['theme'];
        else document.documentElement.dataset['theme'] = message.theme;
        return;
      case 'show':
        if (isBusy) return;
        isBusy = true;
        void showOnce(message.order, show, tell);
        return;
    }
  });
  document.addEventListener('keydown', (event) => passOn(event, tell));
  port.start();
  tell({ kind: 'ready' });
}

async function showOnce(order: PreviewOrder, show: ShowOrder, tell: Tell): Promise<void> {
  const into = document.createElement('main');
  // Told apart from the one of the window.
  into.ariaLabel = 'Preview';
  document.body.replaceChildren(into);
  try {
    await show(order, into, tell);
    tell({ kind: 'shown' });
  } catch (thrown) {
    tell({ kind: 'failed', why: thrown instanceof CannotShow ? thrown.why : 'damaged' });
  }
}

/** Esc closes and the side arrows go on, wherever the focus is; what scrolls sideways keeps its arrows. */
function passOn(event: KeyboardEvent, tell: Tell): void {
  const key = previewKey.safeParse(event.key);
  if (!key.success || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  if (event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  tell({ kind: 'key', key: key.data });
}
