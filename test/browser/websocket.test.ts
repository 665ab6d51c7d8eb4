import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import { describeWire } from '../conformance/wire.ts';
import { browserOf, enter, startRig } from './browser-rig.ts';

describeWire('WebSocket', async (router) => {
  const { origin, launchUrl } = await startRig({ router });
  const browser = browserOf(origin, await enter(launchUrl()));
  const connection = connectToBrowserHost(browser);
  return {
    client: connection.client,
    received: () => browser.received(),
    cut: () => browser.cut(),
    close: async () => connection.close(),
  };
});
