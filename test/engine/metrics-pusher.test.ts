import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { patiently } from '../helpers/patiently.ts';
import { startEngine } from '../helpers/start-engine.ts';
import { pinoLog } from '../../main/adapters/log/pino-log.ts';
import { sqlitePreferenceStore } from '../../main/adapters/sqlite/preference-store.ts';
import { systemClock, systemRandom } from '../../main/engine/system-ports.ts';
import { metricsPusher } from '../../main/engine/telemetry/metrics-pusher.ts';
import { openEngine } from '../../main/engine.ts';
import { openTestDatabase, temporaryFolder } from '../helpers/open-test-database.ts';

interface Pushed {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly text: string;
}

/** What a Pushgateway is to a client: it takes PUT, or refuses it. */
async function gateway(status: number) {
  const pushed: Pushed[] = [];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    pushed.push({ method: request.method, path: request.url, text: await readText(request) });
    response.writeHead(status).end('planted text of the gateway');
  }
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { pushed, url: `http://127.0.0.1:${String(port)}/gateway/` };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

/** As a command such as `mailroom run` opens it. */
async function workOnce(url: string, dataDir: string, intervalS = '3600') {
  const lines: string[] = [];
  const env = {
    MS_ACCESS_TOKEN: 'token',
    MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
    MAILROOM_POLICY_FILE: `${dataDir}/none.json`,
    MAILROOM_PUSHGATEWAY_URL: url,
    MAILROOM_PUSHGATEWAY_INTERVAL_S: intervalS,
  };
  const engine = await openEngine({ env, dataDir, log: (line) => void lines.push(line), startSandbox }, { work: true });
  return { engine, lines, failures: () => lines.filter((line) => line.includes('metrics.notPushed')) };
}

const startSandbox = () => Promise.reject(new Error('no sandbox here'));

const place = /^\/gateway\/metrics\/job\/mailroom\/instance\/([0-9a-f-]{36})$/;

it('sends the metrics at the start and a last time at the end, under an id that stays with the data folder', async () => {
  const { pushed, url } = await gateway(202);
  const dataDir = temporaryFolder();
  for (let run = 0; run < 2; run += 1) {
    const { engine, failures } = await workOnce(url, dataDir);
    await engine.close();
    expect(failures()).toEqual([]);
  }
  expect(pushed.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'PUT']);
  const instances = new Set(pushed.map(({ path }) => place.exec(path ?? '')?.[1]));
  expect([instances.size, instances.has(undefined)]).toEqual([1, false]);
  for (const { text } of pushed) expect(text).toContain('mailroom_build_info{');
});

it('says once that the gateway does not take them, and not what it answered', async () => {
  const { pushed, url } = await gateway(500);
  const { engine, lines, failures } = await workOnce(url, temporaryFolder(), '1');
  await expect.poll(() => pushed.length, patiently).toBeGreaterThan(1);
  await engine.close();
  expect(failures().map((line) => (JSON.parse(line) as { because: string }).because)).toEqual(['refused']);
  expect(lines.join()).not.toContain('planted');
});

it('sends nothing when nobody works, nor where no gateway is named', async () => {
  const { pushed, url } = await gateway(202);
  const { close } = await startEngine({
    graphBaseUrl: 'http://127.0.0.1:9/v1.0',
    env: { MAILROOM_PUSHGATEWAY_URL: url },
  });
  await close();
  expect(pushed).toEqual([]);
});

it('goes on after a report that could not be made, and says so once', async () => {
  const { pushed, url } = await gateway(202);
  const lines: string[] = [];
  let reports = 0;
  const pusher = metricsPusher({
    gatewayUrl: url,
    intervalMs: 1,
    maySend: () => true,
    preferences: sqlitePreferenceStore(openTestDatabase()),
    clock: systemClock,
    random: systemRandom,
    log: pinoLog('warn', (line) => void lines.push(line)),
    report() {
      reports += 1;
      return reports < 3
        ? Promise.reject(new Error('planted'))
        : Promise.resolve({ contentType: 'text/plain', text: '' });
    },
  });
  pusher.start();
  await expect.poll(() => pushed.length, patiently).toBeGreaterThan(1);
  await pusher.close();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('metrics.notPushed');
  expect(lines[0]).not.toContain('planted');
});
