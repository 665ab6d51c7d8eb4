import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { findPrometheus } from '../../scripts/ensure-prometheus.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './open-test-database.ts';

/** Tests of the real thing are skipped, and counted as skipped, where there is none. */
export const hasPrometheus = findPrometheus() !== null;

export interface ScrapeTarget {
  /** Of a host that serves `/metrics`. */
  readonly origin: string;
  /** Null: it asks for none. */
  readonly bearerToken: string | null;
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface TestPrometheus {
  readonly url: string;
  /** What an expression comes to now; without finite values, which stand for nothing. */
  query(expression: string): Promise<readonly Sample[]>;
}

const vector = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** A real Prometheus of the test's own that looks twice a second, gone when the test ends. */
export async function startPrometheus(
  targets: readonly ScrapeTarget[],
  ruleFiles: readonly string[],
): Promise<TestPrometheus> {
  const folder = temporaryFolder();
  const config = join(folder, 'prometheus.yml');
  writeFileSync(
    config,
    stringify({
      global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
      rule_files: ruleFiles.map((path) => copyWithoutIntervals(path, folder)),
      scrape_configs: targets.map(({ origin, bearerToken }, index) => ({
        job_name: index === 0 ? 'mailroom' : `mailroom-${index}`,
        static_configs: [{ targets: [new URL(origin).host] }],
        ...(bearerToken === null ? {} : { authorization: { credentials: bearerToken } }),
      })),
    }),
  );
  const address = `127.0.0.1:${String(await freePort())}`;
  const places = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const server = spawn(
    findPrometheus()?.prometheus ?? '',
    [...places, `--web.listen-address=${address}`, '--log.level=error'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  onTestFinished(() => end(server));
  const url = `http://${address}`;
  await untilReady(url, server);
  return {
    url,
    async query(expression) {
      const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
      return vector
        .parse(await answer.json())
        .data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
        .filter(({ value }) => Number.isFinite(value));
    },
  };
}

/** The same rules, evaluated as often as this Prometheus looks. */
function copyWithoutIntervals(path: string, folder: string): string {
  const { groups } = z
    .object({ groups: z.array(z.looseObject({ interval: z.string().optional() })) })
    .parse(parse(readFileSync(path, 'utf8')));
  const copy = join(folder, basename(path));
  writeFileSync(copy, stringify({ groups: groups.map((group) => ({ ...group, interval: undefined })) }));
  return copy;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('Prometheus did not start');
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.ok === true) return;
    await wait(50);
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}
