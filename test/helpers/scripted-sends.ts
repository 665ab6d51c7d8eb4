import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** The counters of an installation that sends exactly what the test says. */
export interface ScriptedSends {
  readonly origin: string;
  /** So many more, each taking this long. */
  succeed(count: number, seconds: number): void;
  fail(count: number): void;
  /** As when the machine goes: nothing is scraped any more. */
  stop(): Promise<void>;
}

const bounds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];
const labels = 'provider="microsoft",action="outlook.send"';

/** Serves `/metrics` with the names, labels and buckets of docs/specs/metrics.md. */
export async function scriptSends(): Promise<ScriptedSends> {
  const took: number[] = [];
  let failed = 0;

  function metrics(): string {
    const buckets = bounds.map((bound) => {
      const count = took.filter((seconds) => seconds <= bound).length;
      return `action_latency_seconds_bucket{${labels},status="ok",le="${String(bound)}"} ${String(count)}`;
    });
    const all = String(took.length);
    return [
      `action_execution_total{${labels},status="ok"} ${all}`,
      `action_execution_total{${labels},status="error"} ${String(failed)}`,
      `action_error_total{${labels},reason="graph_5xx"} ${String(failed)}`,
      ...buckets,
      `action_latency_seconds_bucket{${labels},status="ok",le="+Inf"} ${all}`,
      '',
    ].join('\n');
  }

  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
  onTestFinished(stop);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    succeed: (count, seconds) => void took.push(...Array.from({ length: count }, () => seconds)),
    fail: (count) => void (failed += count),
    stop,
  };
}
