import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { createGovernor, type Governor, type GovernorParts } from '../../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../../main/core/ports/budget-store.ts';
import { memoryBudgetStore } from '../../helpers/memory-budget-store.ts';
import { createPacingSimulation, SIMULATION_START_MS, type SimulatedCall } from '../../helpers/pacing-simulation.ts';
import { createTokenBucketGovernor } from './token-bucket-governor.ts';

const MINUTE_MS = 60_000;
const LONG_ENOUGH_MS = 24 * 60 * MINUTE_MS;

const limits = fc.record({
  concurrency: fc.integer({ min: 1, max: 5 }),
  requestsPer10Min: fc.integer({ min: 1, max: 60 }),
  uploadBytesPer5Min: fc.integer({ min: 400, max: 4_000 }),
  messagesPerMin: fc.integer({ min: 1, max: 8 }),
});

const call: fc.Arbitrary<SimulatedCall & { readonly atMs: number }> = fc.record(
  {
    atMs: fc.oneof(fc.nat(20 * MINUTE_MS), fc.nat(2_000)),
    mailbox: fc.constantFrom(accountId.parse('sandbox:sender'), accountId.parse('sandbox:archive')),
    cost: fc.record({
      uploadBytes: fc.oneof(fc.constant(0), fc.constantFrom(3, 30, 390), fc.nat(400)),
      messages: fc.constantFrom(0, 0, 1),
    }),
    urgency: fc.constantFrom('bulk', 'bulk', 'interactive'),
    durationMs: fc.nat(5_000),
    arrivesAt: fc.constantFrom(0, 0.5, 1),
    refusal: fc.record({ retryAfterMs: fc.option(fc.integer({ min: 0, max: 400_000 }), { freq: 3 }) }),
  },
  { requiredKeys: ['atMs', 'mailbox', 'cost', 'urgency', 'durationMs', 'arrivesAt'] },
);

const scenario = fc.record({
  limits,
  calls: fc.array(call, { minLength: 1, maxLength: 150, size: 'max' }),
  crashesAtMs: fc.array(fc.nat(20 * MINUTE_MS), { maxLength: 4 }),
});

type CreateSubject = (parts: GovernorParts) => Governor;
type CreateStore = () => BudgetStore;

/** Nothing breaks a limit, and everything gets through. */
function keepsThePace(createSubject: CreateSubject, createStore: CreateStore) {
  return fc.asyncProperty(scenario, async (given) => {
    const simulation = createPacingSimulation(given.limits, createStore(), createSubject);
    const { clock, service } = simulation;
    let unfinished = given.calls.length;
    async function place({ atMs, ...wanted }: SimulatedCall & { readonly atMs: number }): Promise<void> {
      await clock.sleep(atMs);
      await simulation.call(wanted);
      unfinished -= 1;
    }
    async function crash(atMs: number): Promise<void> {
      await clock.sleep(atMs);
      simulation.crashAndRestart();
    }
    for (const wanted of given.calls) void place(wanted);
    for (const atMs of given.crashesAtMs) void crash(atMs);
    await clock.runUntil(SIMULATION_START_MS + LONG_ENOUGH_MS);

    const faults = service.violations(given.limits);
    if (unfinished > 0) throw new Error(`${unfinished} never went`);
    if (faults.length > 0) throw new Error(faults.join('; '));
  });
}

/** Seeded, so that a planted fault is found in every run or in none. */
async function faultIn(createSubject: CreateSubject, createStore: CreateStore): Promise<string> {
  const runs = { seed: 20_250_615, numRuns: 150, endOnFailure: true };
  return String((await fc.check(keepsThePace(createSubject, createStore), runs)).errorInstance);
}

function storeThatForgetsCharges(): BudgetStore {
  return { ...memoryBudgetStore(), load: () => [] };
}

function storeThatForgetsBlocks(): BudgetStore {
  return { ...memoryBudgetStore(), loadBlockedUntilMs: () => 0 };
}

function createGenerousGovernor(parts: GovernorParts): Governor {
  return createGovernor({ ...parts, limits: { ...parts.limits, concurrency: parts.limits.concurrency + 1 } });
}

describe('the governor against a service that watches every window', () => {
  it('breaks no limit and no Retry-After over random calls and crashes, and lets everything through', async () => {
    const outcome = await fc.check(keepsThePace(createGovernor, memoryBudgetStore), { numRuns: 150 });
    expect(fc.defaultReportMessage(outcome)).toBeUndefined();
  });

  it('is caught by the same property when it is a token bucket', async () => {
    expect(await faultIn(createTokenBucketGovernor, memoryBudgetStore)).toMatch(/ in \d+ min/);
  });

  it('is caught by the same property when it forgets its charges in a crash', async () => {
    expect(await faultIn(createGovernor, storeThatForgetsCharges)).toMatch(/ in \d+ min/);
  });

  it('is caught by the same property when it forgets a Retry-After in a crash', async () => {
    expect(await faultIn(createGovernor, storeThatForgetsBlocks)).toMatch(/inside a Retry-After/);
  });

  it('is caught by the same property when it allows one call more at once', async () => {
    expect(await faultIn(createGenerousGovernor, memoryBudgetStore)).toMatch(/at once/);
  });
});
