import { beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import type { Admission, Permit } from '../../../main/core/pacing/admission.ts';
import { MAX_REQUEST_BYTES } from '../../../main/core/compose/estimate-payload.ts';
import { createGovernor, type Governor, type PaceLimits } from '../../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../../main/core/ports/budget-store.ts';
import type { Urgency } from '../../../main/core/ports/mail-service.ts';
import { memoryBudgetStore } from '../../helpers/memory-budget-store.ts';
import { DEFAULT_PACE_LIMITS } from '../../helpers/pacing-load.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

/** The start of a slice of every window. */
const START_MS = 1_750_002_000_000;
const CHUNK_BYTES = 3_932_160;
const sender = accountId.parse('sandbox:sender');
const archive = accountId.parse('sandbox:archive');

let clock: VirtualClock;
let budgets: ReturnType<typeof memoryBudgetStore>;

beforeEach(() => {
  clock = createVirtualClock(START_MS);
  budgets = memoryBudgetStore();
});

function governorWith(limits: Partial<PaceLimits> = {}, store: BudgetStore = budgets): Governor {
  const random = { ...seededRandom(1), uniform: () => 0 };
  return createGovernor({ clock, random, budgets: store, limits: { ...DEFAULT_PACE_LIMITS, ...limits } });
}

interface Ask {
  readonly mailbox?: typeof sender;
  readonly uploadBytes?: number;
  readonly messages?: number;
  readonly urgency?: Urgency;
  readonly signal?: AbortSignal;
}

function ask(governor: Governor, wanted: Ask = {}): Promise<Admission> {
  const cost = { uploadBytes: wanted.uploadBytes ?? 0, messages: wanted.messages ?? 0 };
  const signal = wanted.signal ?? new AbortController().signal;
  return governor.admit(wanted.mailbox ?? sender, cost, wanted.urgency ?? 'bulk', signal);
}

async function permitFor(governor: Governor, wanted: Ask = {}): Promise<Permit> {
  const admission = await ask(governor, wanted);
  if (admission.kind !== 'go') throw new Error(`expected go, got ${admission.kind}`);
  return admission.permit;
}

async function callOnce(governor: Governor, wanted: Ask = {}): Promise<void> {
  (await permitFor(governor, wanted)).release();
}

/** The answers that have come so far, in the order in which they came. */
function collect(asked: Readonly<Record<string, Promise<Admission>>>): string[] {
  const answers: string[] = [];
  for (const [name, admission] of Object.entries(asked)) {
    void admission.then(({ kind }) => answers.push(`${name} ${kind}`));
  }
  return answers;
}

async function settle(): Promise<void> {
  await clock.runUntil(clock.nowMs());
}

describe('slots', () => {
  it('leaves the last of four slots to interactive calls', async () => {
    const governor = governorWith();
    const bulk = collect({ a: ask(governor), b: ask(governor), c: ask(governor), d: ask(governor) });
    const interactive = collect({ e: ask(governor, { urgency: 'interactive' }) });
    await settle();
    expect([bulk, interactive]).toEqual([['a go', 'b go', 'c go'], ['e go']]);
  });

  it('lets bulk and interactive calls share a single slot', async () => {
    const governor = governorWith({ concurrency: 1 });
    const permit = await permitFor(governor);
    const answers = collect({ bulk: ask(governor), interactive: ask(governor, { urgency: 'interactive' }) });
    await settle();
    expect(answers).toEqual([]);
    permit.release();
    await settle();
    expect(answers).toEqual(['interactive go']);
  });

  it('serves equals in the order in which they came', async () => {
    const governor = governorWith({ concurrency: 1 });
    const order: string[] = [];
    async function callNamed(name: string): Promise<void> {
      const permit = await permitFor(governor);
      order.push(name);
      permit.release();
    }
    await Promise.all(['a', 'b', 'c', 'd'].map(callNamed));
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets a bulk call through even when interactive ones never stop', async () => {
    const governor = governorWith({ concurrency: 1 });
    const order: string[] = [];
    async function callAs(urgency: Urgency): Promise<void> {
      const permit = await permitFor(governor, { urgency });
      order.push(urgency);
      await clock.sleep(10);
      permit.release();
    }
    const all = Array.from({ length: 20 }, () => callAs('interactive'));
    all.push(callAs('bulk'));
    await clock.runUntil(START_MS + 1_000);
    await Promise.all(all);
    expect(order.indexOf('bulk')).toBeLessThanOrEqual(5);
  });

  it('counts each mailbox by itself', async () => {
    const governor = governorWith({ concurrency: 1 });
    await permitFor(governor);
    await expect(ask(governor, { mailbox: archive })).resolves.toMatchObject({ kind: 'go' });
  });

  it('frees a slot once, however often its permit is released', async () => {
    const governor = governorWith({ concurrency: 1 });
    const permit = await permitFor(governor);
    permit.release();
    permit.release();
    const answers = collect({ a: ask(governor), b: ask(governor) });
    await settle();
    expect(answers).toEqual(['a go']);
  });

  it('forgets a caller that gave up, before and while it waited', async () => {
    const governor = governorWith({ concurrency: 1 });
    const permit = await permitFor(governor);
    const abort = new AbortController();
    const answers = collect({ a: ask(governor, { signal: abort.signal }), b: ask(governor) });
    abort.abort();
    permit.release();
    await settle();
    expect(answers).toEqual(['a cancelled', 'b go']);
    await expect(ask(governor, { signal: abort.signal })).resolves.toEqual({ kind: 'cancelled' });
  });
});

describe('budgets', () => {
  it('U6: answers with the reason and the clock time when the wait is long, and shows it', async () => {
    const governor = governorWith({ messagesPerMin: 2 });
    let changes = 0;
    const stop = governor.onChange(() => (changes += 1));
    await callOnce(governor, { messages: 1 });
    await callOnce(governor, { messages: 1 });
    const untilMs = START_MS + 60_600;
    await expect(ask(governor, { messages: 1 })).resolves.toEqual({ kind: 'paced', because: 'messages', untilMs });
    expect(governor.waits()).toEqual([{ mailbox: sender, because: 'messages', untilMs }]);
    expect(changes).toBe(1);

    await clock.runUntil(untilMs);
    expect(governor.waits()).toEqual([]);
    stop();
    await callOnce(governor, { messages: 1 });
    await callOnce(governor, { messages: 1 });
    expect(changes).toBe(1);
  });

  it('waits inside for what comes soon', async () => {
    const governor = governorWith({ messagesPerMin: 1 });
    await callOnce(governor, { messages: 1 });
    await clock.runUntil(START_MS + 59_000);
    const answers = collect({ soon: ask(governor, { messages: 1 }) });
    await settle();
    expect(answers).toEqual([]);
    await clock.runUntil(START_MS + 61_000);
    expect(answers).toEqual(['soon go']);
  });

  it('does not let a call wait for a budget that it does not use', async () => {
    const governor = governorWith({ messagesPerMin: 1 });
    await callOnce(governor, { messages: 1 });
    await expect(ask(governor, { uploadBytes: 10 })).resolves.toMatchObject({ kind: 'go' });
  });

  it('admits what is larger than the whole limit once the window is empty, instead of never', async () => {
    const governor = governorWith({ uploadBytesPer5Min: 1_000 });
    await callOnce(governor, { uploadBytes: 10 });
    await expect(ask(governor, { uploadBytes: 5_000 })).resolves.toMatchObject({ kind: 'paced' });
    await clock.runUntil(START_MS + 303_000);
    await callOnce(governor, { uploadBytes: 5_000 });
  });

  it('U8: lets the largest request of a small message go after large files have used up the rest', async () => {
    const governor = governorWith();
    for (let chunk = 0; chunk < 34; chunk += 1) await callOnce(governor, { uploadBytes: CHUNK_BYTES });
    await expect(ask(governor, { uploadBytes: CHUNK_BYTES })).resolves.toMatchObject({ because: 'uploadBytes' });
    await callOnce(governor, { uploadBytes: MAX_REQUEST_BYTES, urgency: 'interactive' });
  });

  it('starves neither large nor small calls when both always want more', async () => {
    const governor = governorWith({ uploadBytesPer5Min: 10_000 });
    const served = new Map<number, number>();
    async function keepCalling(uploadBytes: number): Promise<void> {
      for (;;) {
        const admission = await ask(governor, { uploadBytes });
        if (admission.kind === 'paced') await clock.sleep(admission.untilMs - clock.nowMs());
        if (admission.kind !== 'go') continue;
        served.set(uploadBytes, (served.get(uploadBytes) ?? 0) + 1);
        await clock.sleep(1_000);
        admission.permit.release();
      }
    }
    for (const uploadBytes of [100, 170]) void keepCalling(uploadBytes);
    await clock.runUntil(START_MS + 60_000);
    void keepCalling(9_000);
    await clock.runUntil(START_MS + 6 * 3_600_000);
    // 72 windows of five minutes, and a large call takes most of one.
    expect(served.get(9_000)).toBeGreaterThan(30);
    expect(served.get(100)).toBeGreaterThan(30);
    expect(served.get(170)).toBeGreaterThan(30);
  });

  it('goes on soon after the clock was set back by a day', async () => {
    const governor = governorWith({ messagesPerMin: 1 });
    await callOnce(governor, { messages: 1 });
    clock.shiftMs(-24 * 3_600_000);
    const admission = await ask(governor, { messages: 1 });
    const limitMs = clock.nowMs() + 75_000;
    expect(admission.kind === 'paced' && admission.untilMs).toBeLessThan(limitMs);
  });
});

describe('a throttle', () => {
  it('sends everyone away until its end, after a restart as well', async () => {
    const governor = governorWith();
    await callOnce(governor);
    governor.throttled(sender, 60_000);
    const paced = { kind: 'paced', because: 'throttled', untilMs: START_MS + 60_000 };
    await expect(ask(governor, { urgency: 'interactive' })).resolves.toEqual(paced);
    await expect(ask(governorWith())).resolves.toEqual(paced);
    await expect(ask(governor, { mailbox: archive })).resolves.toMatchObject({ kind: 'go' });
    expect(governor.waits()).toEqual([{ mailbox: sender, because: 'throttled', untilMs: START_MS + 60_000 }]);
  });

  it('sends away those who already waited for a slot', async () => {
    const governor = governorWith({ concurrency: 1 });
    const permit = await permitFor(governor);
    const answers = collect({ waiting: ask(governor) });
    governor.throttled(sender, 60_000);
    permit.release();
    await settle();
    expect(answers).toEqual(['waiting paced']);
  });

  it('lowers how many run at once after a refusal for concurrency', async () => {
    const governor = governorWith();
    governor.throttled(sender, 1_000, 'concurrency');
    await clock.runUntil(START_MS + 1_000);
    const answers = collect({ a: ask(governor), b: ask(governor), c: ask(governor) });
    await settle();
    expect(answers).toEqual(['a go', 'b go']);
  });
});

describe('the store', () => {
  it('is charged before the call, and remembers it for the next process', async () => {
    await permitFor(governorWith({ messagesPerMin: 1 }), { messages: 1 });
    await expect(ask(governorWith({ messagesPerMin: 1 }), { messages: 1 })).resolves.toMatchObject({
      because: 'messages',
    });
  });

  it('is written less than once for two chunks of a large upload', async () => {
    const governor = governorWith();
    for (let chunk = 0; chunk < 34; chunk += 1) {
      const permit = await permitFor(governor, { uploadBytes: CHUNK_BYTES });
      await clock.runUntil(clock.nowMs() + 2_000);
      permit.release();
    }
    expect(budgets.writes()).toBeLessThan(17);
  });

  it('loses no more in a crash than was used: a process that dies after one call leaves room for the others', async () => {
    for (let life = 0; life < 20; life += 1) await callOnce(governorWith({ requestsPer10Min: 20 }));
    await expect(ask(governorWith({ requestsPer10Min: 20 }))).resolves.toMatchObject({ because: 'requests' });
  });

  it('that cannot be written fails the call, charges nothing and keeps no slot', async () => {
    let isBroken = true;
    const breaking: BudgetStore = {
      ...budgets,
      add(...charge) {
        if (isBroken) throw new Error('disk full');
        budgets.add(...charge);
      },
    };
    const governor = governorWith({ concurrency: 1, messagesPerMin: 1 }, breaking);
    await expect(ask(governor, { messages: 1 })).rejects.toThrow('disk full');
    isBroken = false;
    await callOnce(governor, { messages: 1 });
  });
});
