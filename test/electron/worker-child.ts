import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { type FromEngine, fromEngine, type ToEngine } from '../../main/electron/engine-messages.ts';

/** Gives the worker what Electron gives a utility process: `process.parentPort`, whose events carry data and ports. */
const bootstrap = `
  const { parentPort, workerData } = require('node:worker_threads');
  const asMain = (port) => ({
    on: (event, listener) => port.on(event, (data) => listener(event === 'message' ? { data, ports: [] } : undefined)),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
  });
  process.parentPort = {
    on: (event, listener) => parentPort.on(event, ({ data, ports }) => listener({ data, ports: ports.map(asMain) })),
    postMessage: (message) => parentPort.postMessage(message),
  };
  import(workerData);
`;

/** Runs a built engine process in a worker, which stands for Electron's utility process. */
export function startWorkerChild(modulePath: string, env: Readonly<Record<string, string>>) {
  const worker = new Worker(bootstrap, { eval: true, workerData: modulePath, env: { ...env } });
  const heard: FromEngine[] = [];
  const listeners = new Set<(message: FromEngine) => void>();
  worker.on('message', (raw) => {
    const message = fromEngine.parse(raw);
    heard.push(message);
    for (const listener of listeners) listener(message);
  });
  const tell = (data: ToEngine, ports: MessagePort[] = []): void => worker.postMessage({ data, ports }, ports);
  return {
    heard,
    tell,
    onMessage: (listener: (message: FromEngine) => void) => listeners.add(listener),
    connect(): MessagePort {
      const { port1, port2 } = new MessageChannel();
      tell({ kind: 'serve', caller: 'window' }, [port1]);
      return port2;
    },
    ended: new Promise<number>((resolve) => {
      worker.on('exit', resolve);
    }),
    kill: () => worker.terminate(),
  };
}
