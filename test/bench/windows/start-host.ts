import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { askRunningHost } from '../../../main/browser/ask-running-host.ts';

/** How late the host's event loop was, as perf_hooks tells it: the probe's own 5 ms are in it. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface BenchHost {
  readonly dataDir: string;
  /** An address that lets one page in, once. */
  launchUrl(): Promise<string>;
  /** Runs `work` while the probe listens. */
  measureLoop(work: () => Promise<void>): Promise<LoopDelay>;
  end(): Promise<void>;
}

/** The pace of the service is not what is measured here. */
const noPace = { MS_LIMIT_UPLOAD_BYTES_PER_5MIN: '100000000000', MS_SEND_PROBE_MS: '200' };

/** The product's own browser host, engine and sandbox tenant, in one process, on the windows built into `rendererDir`. */
export async function startHost(dataDir: string, rendererDir: string): Promise<BenchHost> {
  const foreign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_|NODE_OPTIONS$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const env = { ...Object.fromEntries(own), ...noPace, MAILROOM_POLICY_FILE: join(dataDir, 'policy.json') };
  const child = fork(join(import.meta.dirname, 'host-process.ts'), [dataDir, rendererDir], { env });
  await nextMessage(child);
  return {
    dataDir,
    async launchUrl() {
      const url = await askRunningHost(dataDir);
      if (url === null) throw new Error('the host gives no address');
      return url;
    },
    async measureLoop(work) {
      child.send('begin');
      await work();
      const answer = nextMessage(child);
      child.send('read');
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process, in a benchmark
      return (await answer) as LoopDelay;
    },
    async end() {
      const ended = once(child, 'exit');
      child.send('end');
      await ended;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the host ended');
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  ended.catch(() => undefined);
  return message;
}
