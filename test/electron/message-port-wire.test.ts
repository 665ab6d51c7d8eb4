import { createORPCClient } from '@orpc/client';
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../../main/electron/engine-messages.ts';
import { type MainProcess, runEngine } from '../../main/electron/run-engine.ts';
import type { ApiClient, ApiRouter } from '../../main/engine/host.ts';
import { messagePortWire } from '../../renderer/client/open-message-port.ts';
import { describeWire, type OpenedWire } from '../conformance/wire.ts';
import { describeWireSecrets } from '../conformance/wire-secrets.ts';
import { PortDouble } from './message-port-double.ts';

describeWire('a message port', openPort);
describeWireSecrets('a message port', openPort);

/** Both real ends: the window's own wire, and the engine's process as the main process starts and serves it. */
async function openPort(router: ApiRouter): Promise<OpenedWire> {
  const { tell, ready } = engineProcess(router);
  await ready;
  const { port1, port2 } = new MessageChannel();
  let received = '';
  port2.addEventListener('message', (event) => {
    const data = 'data' in event ? event.data : null;
    received += data instanceof Uint8Array ? Buffer.from(data).toString('utf8') : String(data);
  });
  tell({ kind: 'serve', caller: 'window' }, [new PortDouble(port1)]);
  const wire = messagePortWire(port2);
  return {
    client: createORPCClient<ApiClient>(wire.link),
    received: () => received,
    cut: () => port1.close(),
    close: async () => {
      wire.close();
      tell({ kind: 'close' });
    },
  };
}

function engineProcess(router: ApiRouter) {
  const events = new EventEmitter();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  runEngine({
    main: {
      on: (event, listener) => events.on(event, listener),
      postMessage: (message: FromEngine) => message.kind === 'ready' && isReady(),
    } satisfies MainProcess,
    host: { env: {}, dataDir: null, startSandbox: () => Promise.reject(new Error('no sandbox here')) },
    open: () =>
      Promise.resolve({
        client: {} as ApiClient,
        owned: true,
        router,
        incoming: null,
        downloads: null,
        telemetry: null,
        close: () => Promise.resolve(),
      }),
    exit: () => undefined,
  });
  return { ready, tell: (data: ToEngine, ports: PortDouble[] = []) => events.emit('message', { data, ports }) };
}
