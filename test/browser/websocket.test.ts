import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import { describeWire } from '../conformance/wire.ts';
import { browserOf, enter, startRig } from './browser-rig.ts';

describeWire('WebSocket', async (router) => {
  const host = await startRig({ router });
  const browser = browserOf(host.origin, await enter(host.launchUrl()));
  const connection = connectToBrowserHost(browser);
  return {
    client: connection.client,
    received: () => browser.received(),
    cut: () => browser.cut(),
    close: async () => connection.close(),
  };
});
