import type { ApiRouter } from '../../main/engine/host.ts';
import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import { describeWireSecrets } from '../conformance/wire-secrets.ts';
import { describeWire, type OpenedWire } from '../conformance/wire.ts';
import { browserOf, enter, startRig } from './browser-rig.ts';

async function openWebSocket(router: ApiRouter): Promise<OpenedWire> {
  const host = await startRig({ router });
  const browser = browserOf(host.origin, await enter(host.launchUrl()));
  const connection = connectToBrowserHost(browser);
  return {
    client: connection.client,
    received: () => browser.received(),
    cut: () => browser.cut(),
    close: async () => connection.close(),
  };
}

describeWire('WebSocket', openWebSocket);
describeWireSecrets('WebSocket', openWebSocket);
