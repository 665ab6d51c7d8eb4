import { beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import type { Admission } from '../../../main/core/pacing/admission.ts';
import { createGovernor, type Governor } from '../../../main/core/pacing/governor.ts';
import type { Urgency } from '../../../main/core/ports/mail-service.ts';
import { memoryBudgetStore } from '../../helpers/memory-budget-store.ts';
import { DEFAULT_PACE_LIMITS } from '../../helpers/pacing-load.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

const START_MS = 1_750_002_000_000;
const mailbox = accountId.parse('sandbox:sender');
let clock: VirtualClock;
let governor: Governor;
let went: string[];

beforeEach(() => {
  clock = createVirtualClock(START_MS);
  went = [];
  const random = { ...seededRandom(1), uniform: () => 0 };
  const limits = { ...DEFAULT_PACE_LIMITS, concurrency: 4, requestsPer10Min: 100, messagesPerMin: 25 };
  governor = createGovernor({ clock, random, budgets: memoryBudgetStore(), limits });
});

/** Asks for a call of so many parts; `end` lets it be over. */
function call(
  name: string,
  requests: number,
  urgency: Urgency = 'bulk',
  messages = 0,
): { readonly end: () => Promise<void> } {
  const signal = new AbortController().signal;
  const admission = governor.admit(mailbox, { requests, uploadBytes: 0, messages }, urgency, signal);
  void admission.then(({ kind }) => went.push(kind === 'go' ? name : `${name} ${kind}`));
  const end = async (): Promise<void> => release(await admission);
  return { end };
}

function release(admission: Admission): void {
  if (admission.kind === 'go') admission.permit.release();
}

const settle = (): Promise<void> => clock.runUntil(clock.nowMs());

describe('MP8 GW6: a batch in front of the service', () => {
  it('takes four places, and waits until they are free', async () => {
    const first = call('single', 1);
    const batch = call('batch', 20);
    await settle();
    expect(went).toEqual(['single']);
    await first.end();
    await settle();
    expect(went).toEqual(['single', 'batch']);
    call('person', 1, 'interactive');
    await settle();
    expect(went).toEqual(['single', 'batch']);
    await batch.end();
    await settle();
    expect(went).toEqual(['single', 'batch', 'person']);
  });

  it('is not overtaken for ever by single calls of bulk work, and lets a person pass', async () => {
    const singles = [call('a', 1), call('b', 1)];
    call('batch', 20);
    call('c', 1);
    call('person', 1, 'interactive');
    await settle();
    expect(went).toEqual(['a', 'b', 'person']);
    await Promise.all(singles.map(({ end }) => end()));
    await settle();
    expect(went).not.toContain('c');
  });

  it('leaves one place to a person when it has fewer parts than there are places', async () => {
    call('batch', 3);
    call('bulk', 1);
    call('person', 1, 'interactive');
    await settle();
    expect(went).toEqual(['batch', 'person']);
  });

  it('is as many requests and messages as it has parts', async () => {
    const sent = call('sends', 12, 'bulk', 12);
    await sent.end();
    const more = call('more', 13, 'bulk', 13);
    await more.end();
    call('too many', 1, 'bulk', 1);
    await settle();
    expect(went).toEqual(['sends', 'more', 'too many paced']);
    const rest = call('rest', 75);
    await rest.end();
    call('one more', 1);
    await settle();
    expect(went.at(-1)).toBe('one more paced');
  });

  it('tells how many may be under way, which a 429 for concurrency makes fewer', () => {
    expect(governor.concurrency(mailbox)).toBe(4);
    governor.throttled(mailbox, 1_000, 'concurrency');
    expect(governor.concurrency(mailbox)).toBe(3);
  });
});
