import { onTestFinished } from 'vitest';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { readMetrics } from '../helpers/read-metrics.ts';
import { startEngine, testToken } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';
import type { Graph } from './ask-graph.ts';
import { liveRecipient, openLiveGraph } from './live-tenant.ts';

type Env = Readonly<Record<string, string>>;

/** A tenant, the product signed in to it, and a way past the product. */
export interface Target {
  readonly client: ApiClient;
  readonly recipient: string;
  readonly graph: Graph;
  /** Null for a real tenant, which cannot be told to fail and whose recipients cannot be looked at. */
  readonly sandbox: TestTenant | null;
  readonly metrics: () => Promise<ReadonlyMap<string, number>>;
}

export type OpenTarget = (env?: Env) => Promise<Target>;

export async function openSandboxTarget(env: Env = {}): Promise<Target> {
  const sandbox = await startTenant();
  const { client, engine } = await startEngine({ ...sandbox, env });
  await client.engine.work({});
  const graph = { baseUrl: sandbox.graphBaseUrl, token: testToken };
  return { client, recipient: 'finance@sandbox.example', graph, sandbox, metrics: () => metricsOf(engine.telemetry) };
}

function startSandbox(): Promise<never> {
  return Promise.reject(new Error('a real tenant is wanted'));
}

/** The mailbox that `mailroom login` connected in MAILROOM_DATA_DIR. */
export async function openLiveTarget(env: Env = {}): Promise<Target> {
  const graph = await openLiveGraph();
  const host = { env: { ...process.env, ...env }, dataDir: null, log: () => undefined, startSandbox };
  const engine = await openEngine(host, { work: true });
  onTestFinished(() => engine.close());
  const { client, telemetry } = engine;
  return { client, recipient: liveRecipient(), graph, sandbox: null, metrics: () => metricsOf(telemetry) };
}

async function metricsOf(telemetry: { report(): Promise<{ text: string }> } | null) {
  if (telemetry === null) throw new Error('another process owns the data folder');
  return readMetrics((await telemetry.report()).text);
}
