import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import type { ApiClient } from '../engine/host.ts';
import type { EngineSupervisor } from './supervise-engine.ts';

/** The main process as a client like any other: gives a client now, and a new one after each restart of the engine. */
export function connectClient(engine: Pick<EngineSupervisor, 'connect'>, use: (client: ApiClient) => void): void {
  engine.connect((port) => {
    const link = new RPCLink({ port: port as SupportedMessagePort });
    port.start();
    use(createORPCClient<ApiClient>(link));
  });
}
