import type { MessagePortMain } from 'electron';
import { MessageChannel, type MessagePort, type Transferable } from 'node:worker_threads';

/** Real ports of Node under the manners of Electron's: events carry `data` and `ports`, and nothing flows before `start`. */
export class PortDouble {
  readonly node: MessagePort;
  readonly #listeners: { event: string; listener: (event?: unknown) => void }[] = [];
  #started = false;

  constructor(node: MessagePort) {
    this.node = node;
  }

  on(event: string, listener: (event?: never) => void): this {
    this.#listeners.push({ event, listener: listener as (event?: unknown) => void });
    if (event === 'close') this.node.on('close', () => this.#emit('close', undefined));
    if (this.#started) this.#flow();
    return this;
  }

  start(): void {
    this.#started = true;
    this.#flow();
  }

  postMessage(message: unknown, transfer: readonly PortDouble[] = []): void {
    this.node.postMessage(message, transfer.map((port) => port.node) as Transferable[]);
  }

  close(): void {
    this.node.close();
  }

  #flow(): void {
    if (this.node.listenerCount('message') > 0 || !this.#listeners.some(({ event }) => event === 'message')) return;
    this.node.on('message', (data) => this.#emit('message', { data, ports: [] }));
  }

  #emit(name: string, event: unknown): void {
    for (const { event: wanted, listener } of this.#listeners) if (wanted === name) listener(event);
  }
}

/** Stands for `MessageChannelMain`. */
export class ChannelDouble {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = asElectron(new PortDouble(port1));
    this.port2 = asElectron(new PortDouble(port2));
  }
}

function asElectron(port: PortDouble): MessagePortMain {
  // A double has the members that the host uses, and no others.
  return port as unknown as MessagePortMain;
}
