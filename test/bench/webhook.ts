import { Agent, request } from 'undici';
import { startListeningProduct } from '../helpers/start-listening-product.ts';
import { atMost, type BenchResult, figure } from './bench-result.ts';

const BODIES = 10_000;
const SENDERS = 16;
const GUESSES = 2_000;

/** 10,000 bodies while files of 150 MB come down, then wrong secrets that differ from the right one early and late. */
export async function run(): Promise<BenchResult[]> {
  const product = await startListeningProduct();
  const agent = new Agent({ connections: SENDERS });
  try {
    const { origin, port, subscription, events } = product;
    const post = async (clientState: string, messageId: string): Promise<number> => {
      const body = JSON.stringify({
        value: [{ subscriptionId: subscription.id, clientState, resourceData: { id: messageId } }],
      });
      const startedMs = performance.now();
      const answer = await request(`http://127.0.0.1:${String(port)}/graph/notifications`, {
        dispatcher: agent,
        method: 'POST',
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`answered ${String(answer.statusCode)}`);
      return performance.now() - startedMs;
    };

    const meanwhile = { stored: 0 };
    events.on('line', (kind) => (meanwhile.stored += kind === 'stored' ? 1 : 0));
    await deliverLarge(origin);
    const tookMs: number[] = [];
    let sent = 0;
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        while (sent < BODIES || (meanwhile.stored === 0 && sent < 20 * BODIES))
          tookMs.push(await post(subscription.clientState, `m${String((sent += 1) % 500)}`));
      }),
    );
    const { stored } = meanwhile;

    const early = [];
    const late = [];
    const wrongEarly = `x${subscription.clientState.slice(1)}`;
    const wrongLate = `${subscription.clientState.slice(0, -1)}x`;
    for (let n = 0; n < GUESSES; n += 1) {
      early.push(await post(wrongEarly, 'm'));
      late.push(await post(wrongLate, 'm'));
    }
    return [
      atMost(500, 'webhook: answer while 150 MB files come down, p99', percentile(tookMs, 99), 'ms'),
      atMost(2_500, `webhook: answer, slowest of ${tookMs.length.toLocaleString('en')}`, Math.max(...tookMs), 'ms'),
      figure('webhook: files of 150 MB that came down meanwhile', stored, 'files'),
      atMost(4.5, 'webhook: |t| of wrong secrets that differ early and late', Math.abs(welchT(early, late)), ''),
    ];
  } finally {
    await agent.destroy();
    await product.end();
  }
}

async function deliverLarge(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/sandbox/control/deliver`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      to: 'sender@sandbox.example',
      from: { name: 'Finance', address: 'finance@sandbox.example' },
      subject: 'Large {n}',
      text: 'A sample.',
      count: 4,
      attachments: [{ name: 'large.bin', sizeBytes: 150_000_000, seed: 'large' }],
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

function percentile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.ceil((numbers.length * share) / 100) - 1] ?? Number.NaN;
}

/** The slowest tenth is the machine's and not the comparison's. */
function welchT(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((sample) => sample.toSorted((p, q) => p - q).slice(0, Math.floor(sample.length * 0.9)));
  const [first = [], second = []] = [x, y];
  return (mean(first) - mean(second)) / Math.sqrt(varianceOfMean(first) + varianceOfMean(second));
}

function mean(sample: readonly number[]): number {
  return sample.reduce((sum, one) => sum + one, 0) / sample.length;
}

function varianceOfMean(sample: readonly number[]): number {
  const middle = mean(sample);
  return sample.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (sample.length - 1) / sample.length;
}
