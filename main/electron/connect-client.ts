import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import type { ApiClient } from '../engine/host.ts';
import type { EngineSupervisor } from './supervise-engine.ts';

/**
 * The main process as a client like any other: gives a client now, null when its engine has ended, since a dead port
 * answers no call, and a new one after each restart.
 */
export function connectClient(
  engine: Pick<EngineSupervisor, 'connect'>,
  use: (client: ApiClient | null) => void,
): void {
  let newest: unknown = null;
  engine.connect('program', (port) => {
    newest = port;
    const link = new RPCLink({ port: port as SupportedMessagePort });
    port.on('close', () => {
      if (newest === port) use(null);
    });
    port.start();
    use(createORPCClient<ApiClient>(link));
  });
}
