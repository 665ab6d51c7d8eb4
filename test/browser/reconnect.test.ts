import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import type { Connection, ConnectionState } from '../../renderer/client/connection.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { sampleAccount, wireRouter } from '../conformance/wire-router.ts';
import { type BrowserDouble, browserOf, enter, startRig } from './browser-rig.ts';
import { patiently } from '../helpers/patiently.ts';

async function openPage(): Promise<{
  dataDir: string;
  port: number;
  stop: () => Promise<void>;
  browser: BrowserDouble;
}> {
  const dataDir = temporaryFolder();
  const host = await startRig({ dataDir, router: wireRouter().router });
  const browser = browserOf(host.origin, await enter(host.launchUrl()));
  return { dataDir, port: host.port, stop: () => host.close(), browser };
}

function connectFrom(browser: BrowserDouble): { connection: Connection; states: ConnectionState[] } {
  const connection = connectToBrowserHost(browser);
  onTestFinished(() => connection.close());
  const states: ConnectionState[] = [];
  connection.onState((state) => states.push(state));
  return { connection, states };
}

const stateOf = (connection: Connection, state: ConnectionState): Promise<void> =>
  vi.waitFor(() => expect(connection.state).toBe(state), patiently);

describe('a page that stays open', () => {
  it('makes calls wait while it connects for the first time', async () => {
    const { browser } = await openPage();
    const { connection } = connectFrom(browser);
    expect(connection.state).toBe('connecting');
    expect(await connection.client.accounts.list({})).toEqual([sampleAccount]);
    expect(connection.state).toBe('connected');
  });

  it('reconnects by itself with the session that it has after the host was started again', async () => {
    const { browser, dataDir, port, stop } = await openPage();
    const { connection, states } = connectFrom(browser);
    const { client } = connection;
    await client.accounts.list({});
    await stop();
    await stateOf(connection, 'lost');
    const again = await startRig({ dataDir, router: wireRouter().router });
    expect(again.port).toBe(port);
    await stateOf(connection, 'connected');
    expect(await client.accounts.list({})).toEqual([sampleAccount]);
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });

  it('ends streams and calls with an error that says what is known, and fails at once while it is lost', async () => {
    const { browser, stop } = await openPage();
    const { connection } = connectFrom(browser);
    const stream = await connection.client.outbox.watchAll({});
    const ends = Promise.allSettled([stream.next(), connection.client.engine.runUntilIdle({})]);
    await stop();
    const lost = { status: 'rejected', reason: { name: 'ConnectionLost', delivered: 'unknown' } };
    expect(await ends).toMatchObject([lost, lost]);
    await stateOf(connection, 'lost');
    await expect(connection.client.accounts.list({})).rejects.toMatchObject({
      name: 'ConnectionLost',
      delivered: 'no',
    });
  });

  it('lets a stream be left while its connection is closing, without an error that nobody hears', async () => {
    const { browser } = await openPage();
    let socket: WebSocket | null = null;
    const newSocket: BrowserDouble['newSocket'] = (url, protocols) => (socket = browser.newSocket(url, protocols));
    const { connection } = connectFrom({ ...browser, newSocket });
    const unheard = vi.fn<(reason: unknown) => void>();
    // Node calls a rejection in a listener of a signal an exception.
    process.on('uncaughtException', unheard);
    onTestFinished(() => void process.off('uncaughtException', unheard));
    const leaving = new AbortController();
    const stream = await connection.client.outbox.watchAll({}, { signal: leaving.signal });
    const end = stream.next().catch(() => 'ended');
    (socket as WebSocket | null)?.close();
    leaving.abort();
    await Promise.all([end, stateOf(connection, 'lost')]);
    expect(unheard).not.toHaveBeenCalled();
  });

  it('says that it is refused when the host does not know it, and recovers when it got a new session', async () => {
    const { origin, launchUrl } = await startRig({ router: wireRouter().router }).then((host) => ({
      origin: host.origin,
      launchUrl: () => host.launchUrl(),
    }));
    const known = browserOf(origin, await enter(launchUrl()));
    let token: string | null = null;
    const { connection } = connectFrom({ ...known, session: () => ({ origin, token }) });
    await stateOf(connection, 'refused');
    token = 'A'.repeat(43);
    await expect(connection.client.accounts.list({})).rejects.toMatchObject({ delivered: 'no' });
    token = known.session().token;
    await stateOf(connection, 'connected');
  });
});
