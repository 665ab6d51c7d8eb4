import { parseArgs } from 'node:util';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sample } from 'fast-check';
import { Agent, request } from 'undici';
import { startListeningProduct } from '../helpers/start-listening-product.ts';
import { unpromisedBody } from '../helpers/unpromised-body.ts';

const usage = `npm run soak -- webhook [--bodies N] [--seed S]

Sends N bodies (10000) that no service promised to the listener of a running engine, a genuine notification among every
hundred. Each must be answered with 202 or 400, none may become work, and the genuine ones must.
`;
const paths = ['/graph/notifications', '/graph/lifecycle'] as const;
const GENUINE_EVERY = 100;

export async function soak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { bodies: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  });
  const bodies = Number(values.bodies);
  const seed = Number(values.seed);
  if (!Number.isInteger(bodies) || bodies < 1 || !Number.isInteger(seed)) {
    process.stderr.write(usage);
    return false;
  }
  const product = await startListeningProduct();
  const agent = new Agent();
  const answers = new Map<number, number>();
  let genuine = 0;
  const post = async (path: string, body: string | Uint8Array): Promise<number> => {
    const url = `http://127.0.0.1:${String(product.port)}${path}`;
    const answer = await request(url, { dispatcher: agent, method: 'POST', body });
    await answer.body.dump();
    return answer.statusCode;
  };
  try {
    for (const [n, body] of sample(unpromisedBody, { numRuns: bodies, seed }).entries()) {
      const status = await post(paths[n % 2] ?? paths[0], body);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (n % GENUINE_EVERY !== 0) continue;
      const { id, clientState } = product.subscription;
      const item = { subscriptionId: id, clientState, resourceData: { id: `genuine-${String(n)}` } };
      const first = await post(paths[0], JSON.stringify({ value: [item] }));
      genuine += first === 202 ? 1 : 0;
    }
    const sent = Math.ceil(bodies / GENUINE_EVERY);
    const jobs = countMessageJobs(product.dataDir);
    const others = [...answers.keys()].filter((status) => status !== 202 && status !== 400);
    process.stdout.write(
      `${String(bodies)} bodies, seed ${String(seed)}: ${[...answers].map(([status, count]) => `${String(count)} × ${String(status)}`).join(', ')}\n` +
        `${String(genuine)} of ${String(sent)} genuine ones taken in, ${String(jobs)} jobs\n`,
    );
    return others.length === 0 && genuine === sent && jobs === sent;
  } finally {
    await agent.destroy();
    await product.end();
  }
}

function countMessageJobs(dataDir: string): number {
  const db = new Database(join(dataDir, 'mailroom.db'), { readonly: true });
  try {
    const row = db.prepare<[], { count: number }>("SELECT count(*) AS count FROM job WHERE kind = 'ingest.message'");
    return row.get()?.count ?? 0;
  } finally {
    db.close();
  }
}
