import {
  connectMessage,
  frameMessage,
  type HostMessage,
  type PreviewFailure,
  type PreviewKey,
  type PreviewOrder,
  type PreviewTheme,
} from './preview-messages.ts';
import { addressOf, pageOf } from './preview-pages.ts';

const TICK_MS = 1000;
/** Ticks without an answer until a frame counts as stuck. A computer that slept has missed none. */
const MOST_MISSED = 5;

export interface PreviewEvents {
  readonly onShown: () => void;
  readonly onFailed: (why: PreviewFailure | 'stuck') => void;
  readonly onLink: (href: string) => void;
  readonly onKey: (key: PreviewKey) => void;
  readonly onHeight: (heightPx: number) => void;
}

export interface OpenPreview {
  readonly element: HTMLIFrameElement;
  setTheme(theme: PreviewTheme): void;
  close(): void;
}

export interface PreviewFrameOptions {
  readonly order: PreviewOrder;
  readonly theme: PreviewTheme;
  readonly title: string;
  readonly events: PreviewEvents;
}

/**
 * Shows bytes of strangers in a frame of its own process, without origin, network or storage. The bytes move to it; a
 * frame that does not answer is removed. Rules: docs/specs/preview.md.
 */
export function openPreviewFrame(parent: HTMLElement, options: PreviewFrameOptions): OpenPreview {
  const { order, theme, title, events } = options;
  const element = document.createElement('iframe');
  // Before it has an address: a sandbox counts from the next page on.
  element.setAttribute('sandbox', 'allow-scripts');
  element.referrerPolicy = 'no-referrer';
  element.title = title;
  element.className = 'preview-frame';
  const { port1: port, port2: itsPort } = new MessageChannel();
  let missed = 0;
  let isOpen = true;

  const tell = (message: HostMessage, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  const ticking = setInterval(() => {
    missed += 1;
    if (missed > MOST_MISSED) fail('stuck');
    else tell({ kind: 'ping' });
  }, TICK_MS);

  function close(): void {
    isOpen = false;
    clearInterval(ticking);
    port.close();
    element.remove();
  }
  function fail(why: PreviewFailure | 'stuck'): void {
    close();
    events.onFailed(why);
  }
  // The frame has no origin that could be named; what it is handed is a port and nothing else.
  const connect = (): void => element.contentWindow?.postMessage(connectMessage, '*', [itsPort]);
  element.addEventListener('load', connect, { once: true });

  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const read = frameMessage.safeParse(data);
    if (!read.success || !isOpen) return;
    missed = 0;
    const message = read.data;
    switch (message.kind) {
      case 'ready':
        tell({ kind: 'theme', theme });
        tell({ kind: 'show', order }, buffersOf(order));
        return;
      case 'pong':
        return;
      case 'shown':
        events.onShown();
        return;
      case 'failed':
        fail(message.why);
        return;
      case 'height':
        events.onHeight(message.heightPx);
        return;
      case 'link':
        events.onLink(message.href);
        return;
      case 'key':
        events.onKey(message.key);
        return;
    }
  });
  port.start();
  element.src = addressOf(pageOf(order));
  parent.append(element);
  return { element, setTheme: (next) => tell({ kind: 'theme', theme: next }), close };
}

function buffersOf(order: PreviewOrder): Transferable[] {
  return order.kind === 'file' ? [order.bytes] : order.pictures.map(({ bytes }) => bytes);
}
