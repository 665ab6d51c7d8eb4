import { array, assert, asyncProperty, constant, constantFrom, nat, oneof, option, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, it } from 'vitest';
import { MailroomError, structuredError } from '../../../main/core/mailroom-error.ts';
import { cancelMessage, confirmSent, resumeMessage } from '../../../main/core/outbox/command-message.ts';
import { removeFile } from '../../../main/core/outbox/compose-message.ts';
import {
  type NewAttachment,
  type OutboxRecord,
  type Step,
  unsentSteps,
} from '../../../main/core/outbox/outbox-record.ts';
import { reopenMessage } from '../../../main/core/outbox/reopen-message.ts';
import { repeatMessage } from '../../../main/core/outbox/repeat-message.ts';
import { newLife } from '../../helpers/mortal.ts';
import { RETENTION_MS, type UpkeepBug, type UpkeepRig, upkeepRig } from '../../helpers/upkeep-rig.ts';

const contents = ['plans', 'photo', 'sheet'] as const;
const refused = structuredError('graph_4xx', { message: 'Refused.', remediation: 'Change it.' });

/** What a run of its job may make of a message: from one of these steps to that one. */
const arrows: readonly (readonly [readonly Step[], Step])[] = [
  [unsentSteps, 'sealed'],
  [unsentSteps, 'failed'],
  [unsentSteps, 'needsHuman'],
  [['sealed'], 'sending'],
  [['sending'], 'unknown'],
  [['sending'], 'accepted'],
  [['unknown'], 'needsHuman'],
  [['unknown', 'accepted'], 'sent'],
  [['unknown'], 'drafted'],
];

const commands = {
  cancel: (rig, { id }) => cancelMessage(rig.store(), id, rig.clock.nowMs()),
  resume: (rig, { id }) => resumeMessage(rig.store(), id, rig.clock.nowMs()),
  saySent: (rig, { id }) => confirmSent(rig.store(), id, rig.clock.nowMs()),
  reopen: (rig, { id }) => reopenMessage(rig.deps(), id),
  repeat: (rig, { id }) => repeatMessage(rig.deps(), id),
  takeOff: (rig, { id }) => removeFile(rig.deps(), id, 0),
} satisfies Record<string, (rig: UpkeepRig, message: OutboxRecord) => unknown>;
type Command = keyof typeof commands;

const files = array(constantFrom(...contents), { maxLength: 3 });
const step = oneof(
  record({ kind: constant('submit' as const), files }),
  // The upkeep gets in between the bytes of a new message and its rows.
  record({ kind: constant('submitMeanwhile' as const), files, moments: option(nat(12)) }),
  record({
    kind: constant('command' as const),
    message: nat(9),
    name: constantFrom(...(Object.keys(commands) as Command[])),
  }),
  record({ kind: constant('run' as const), message: nat(9), arrow: constantFrom(...arrows) }),
  record({ kind: constant('send' as const), message: nat(9) }),
  record({ kind: constant('days' as const), days: nat(9) }),
  record({ kind: constant('tidy' as const), moments: option(nat(20)) }),
);
type Action = typeof step extends Arbitrary<infer S> ? S : never;

async function apply(rig: UpkeepRig, action: Action, bug?: UpkeepBug): Promise<void> {
  const all = rig.all();
  const message = 'message' in action ? all[action.message % Math.max(1, all.length)] : undefined;
  switch (action.kind) {
    case 'submit':
      return void (await rig.submit(...action.files));
    case 'submitMeanwhile': {
      const taken: NewAttachment[] = [];
      for (const content of action.files) taken.push(await rig.take(content));
      // Who died in between will never write the rows.
      if (await tidy(rig, action.moments, bug)) return;
      return allowing('source_missing', () => rig.insert(taken));
    }
    case 'command':
      if (message === undefined) return;
      return allowing('message_state_conflict', () => commands[action.name](rig, message));
    case 'run':
      return message === undefined ? undefined : move(rig, message, ...action.arrow);
    case 'send':
      for (const to of ['sealed', 'sending', 'accepted', 'sent'] as const) {
        if (message !== undefined) move(rig, message, [...unsentSteps, 'sending', 'accepted'], to);
      }
      return;
    case 'days':
      return rig.clock.advance((action.days * RETENTION_MS) / 4);
    case 'tidy':
      return void (await tidy(rig, action.moments, bug));
  }
}

/** The next owner starts after a death; what must always hold is looked at before that. True when it died. */
async function tidy(rig: UpkeepRig, moments: number | null, bug?: UpkeepBug): Promise<boolean> {
  const life = newLife(moments);
  await rig.tidy(life, bug);
  expectNothingLost(rig);
  if (life.dead) await rig.restart();
  return life.dead;
}

function move(rig: UpkeepRig, { id }: OutboxRecord, from: readonly Step[], to: Step): void {
  const error = to === 'failed' ? refused : null;
  const tried =
    to === 'sending' ? { sendTriedAtMs: rig.clock.nowMs() } : to === 'drafted' ? { sendTriedAtMs: null } : {};
  rig.store().change(id, { from }, { step: to, error, ...tried }, null, rig.clock.nowMs());
}

function allowing(code: string, act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof MailroomError) || (error.code !== code && error.code !== 'source_missing')) throw error;
  }
}

/** Said in other words than the program says it: the one that a repeated message was repeated as is found by its key. */
function canStillGo(rig: UpkeepRig, { id, account, step: at }: OutboxRecord): boolean {
  if (at === 'sent' || at === 'cancelled') return false;
  return at !== 'failed' || rig.store().findByKey(account, `again:${id}`) === null;
}

/** At any moment, also right after a death: each row's bytes are there and right, and what can be sent has its rows. */
function expectNothingLost(rig: UpkeepRig): void {
  const stored = rig.stored();
  expect(rig.promised().filter((sha256) => !stored.includes(String(sha256)))).toEqual([]);
  const held = rig.all().filter((message) => canStillGo(rig, message));
  const bare = held.filter(({ attachments }) =>
    attachments.some((file) => !file.isHere || !stored.includes(file.sha256)),
  );
  expect(bare).toEqual([]);
}

/** In the end nothing is kept that nobody needs, and what was sent is still known. */
async function expectNothingKept(rig: UpkeepRig): Promise<void> {
  const before = rig.all().map(({ attachments }) => attachments.map(({ name, sha256 }) => `${name} ${sha256}`));
  rig.clock.advance(RETENTION_MS);
  await rig.tidy();
  await rig.restart();
  expectNothingLost(rig);
  const needed = rig.all().filter((message) => canStillGo(rig, message));
  const hashes = new Set(needed.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256)));
  expect(rig.stored()).toEqual([...hashes].toSorted((a, b) => (a < b ? -1 : 1)));
  expect(rig.promised()).toEqual(rig.stored());
  const after = rig.all().map(({ attachments }) => attachments.map(({ name, sha256 }) => `${name} ${sha256}`));
  expect(after).toEqual(before);
}

async function play(actions: readonly Action[], bug?: UpkeepBug): Promise<void> {
  const rig = await upkeepRig();
  for (const action of actions) await apply(rig, action, bug);
  expectNothingLost(rig);
  await expectNothingKept(rig);
}

it('6, 18, 27: whatever comes between, no message that can still go is without its bytes, and nothing else is kept', async () => {
  await assert(
    asyncProperty(array(step, { minLength: 4, maxLength: 16 }), (actions) => play(actions)),
    { numRuns: 40 },
  );
}, 240_000);

/** Takes the file away before the row that promises it. */
const fileBeforeRow: UpkeepBug = (upkeep, world) => ({
  restingWithFiles: (...given) => upkeep.restingWithFiles(...given),
  releaseSnapshots(message, nowMs) {
    const held = world.all().flatMap(({ id, attachments }) => attachments.map((file) => ({ id, ...file })));
    for (const { id, sha256 } of held.filter((file) => file.id === message.id)) {
      const isShared = held.some((file) => file.isHere && file.sha256 === sha256 && file.id !== id);
      if (!isShared) void world.blobs().remove(sha256);
    }
    return upkeep.releaseSnapshots(message, nowMs);
  },
  pruneJobs: (...given) => upkeep.pruneJobs(...given),
});

/** Takes every refusal for an end, though the message may be taken back and sent. */
const refusedIsOver: UpkeepBug = (upkeep) => ({
  restingWithFiles: (...given) =>
    upkeep
      .restingWithFiles(...given)
      .map((one) => (one.step === 'failed' ? { ...one, step: 'failed', error: repeated } : one)),
  releaseSnapshots: (...given) => upkeep.releaseSnapshots(...given),
  pruneJobs: (...given) => upkeep.pruneJobs(...given),
});
const repeated = structuredError('send_unconfirmed', { message: 'Sent again.', remediation: 'Follow that.' });

/** The same short story, with a death in each of its moments. */
async function deathsThatHarm(bug?: UpkeepBug): Promise<number> {
  let harmed = 0;
  for (let moments = 0; moments < 20; moments += 1) {
    const story: readonly Action[] = [
      { kind: 'submit', files: ['plans', 'photo'] },
      { kind: 'submit', files: ['photo', 'sheet'] },
      { kind: 'submit', files: ['sheet'] },
      { kind: 'send', message: 0 },
      { kind: 'run', message: 1, arrow: [unsentSteps, 'failed'] },
      { kind: 'send', message: 2 },
      { kind: 'days', days: 4 },
      { kind: 'tidy', moments },
    ];
    await play(story, bug).catch(() => (harmed += 1));
  }
  return harmed;
}

it('6, 18: no single death harms anything, and it would show if the order were another', async () => {
  expect(await deathsThatHarm()).toBe(0);
  expect(await deathsThatHarm(fileBeforeRow)).toBeGreaterThan(0);
  expect(await deathsThatHarm(refusedIsOver)).toBeGreaterThan(0);
}, 240_000);
