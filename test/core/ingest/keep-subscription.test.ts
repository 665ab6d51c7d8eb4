import { beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { sqliteSubscriptionStore } from '../../../main/adapters/sqlite/ingest/subscription-store.ts';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import { keepSubscription, type SubscriptionDeps } from '../../../main/core/ingest/keep-subscription.ts';
import type { Reply, ServiceFault } from '../../../main/core/ports/reply.ts';
import type { SubscriptionService } from '../../../main/core/ports/subscription-service.ts';
import { systemRandom } from '../../../main/engine/system-ports.ts';
import { leapingClock } from '../../helpers/leaping-clock.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';

const payload = { account: accountId.parse('t:u'), folder: 'inbox' };
const address = { notificationUrl: 'https://r.example/n', lifecycleUrl: 'https://r.example/l' };
const LIFE_MS = 600_000;

let asked: string[];
let refusals: Partial<Record<keyof SubscriptionService, ServiceFault[]>>;
let trusted: Map<string, string>;
let looks: number;
let problems: (ServiceFault | null)[];
let reachable: typeof address | null;
let demanded: boolean;
let leftOver: { id: string; notificationUrl: string }[];
let clock: ReturnType<typeof leapingClock>;
let deps: SubscriptionDeps;

beforeEach(() => {
  [asked, refusals, trusted, looks, problems, reachable, demanded, leftOver] = [
    [],
    {},
    new Map(),
    0,
    [],
    address,
    false,
    [],
  ];
  clock = leapingClock();
  let made = 0;
  function answer<T>(verb: keyof SubscriptionService, value: () => T): Promise<Reply<T>> {
    asked.push(verb);
    const fault = refusals[verb]?.shift();
    return Promise.resolve(fault === undefined ? { ok: true, value: value(), requestId: null } : { ok: false, fault });
  }
  const granted = () => ({ id: `s${String((made += 1))}`, expiresAtMs: clock.nowMs() + LIFE_MS });
  deps = {
    subscriptions: sqliteSubscriptionStore(openTestDatabase()),
    service: {
      create: () => answer('create', granted),
      renew: (_, id) => answer('renew', () => ({ id, expiresAtMs: clock.nowMs() + LIFE_MS })),
      remove: (_, id) =>
        answer('remove', () => {
          leftOver = leftOver.filter((row) => row.id !== id);
          return null;
        }),
      list: () => answer('list', () => leftOver),
    },
    box: { seal: (plain) => Promise.resolve(`sealed ${plain}`), open: (sealed) => Promise.resolve(sealed.slice(7)) },
    clock,
    random: systemRandom,
    retryBaseMs: 10,
    newClientState: () => `secret-${String(made)}`,
    addressFor: () => reachable,
    duringHandshake: (work) => work,
    takeDemand: () => demanded && !(demanded = false),
    trust: (id, clientState) => void trusted.set(id, clientState),
    distrust: (id) => void trusted.delete(id),
    lookNow: () => void (looks += 1),
    report: (fault) => void problems.push(fault),
  };
});

function refused(status: number): ServiceFault {
  return { kind: 'refused', status, code: '', message: '', retryAfterMs: null, requestId: null, clientRequestId: 'c' };
}

function keep() {
  return keepSubscription(deps, payload, { signal: cancelSource().signal });
}

describe('GW5: keeping the subscription of a folder', () => {
  it('makes one, believes it from then on, looks for what came meanwhile, and comes back at half of its life', async () => {
    const startMs = clock.nowMs();
    expect(await keep()).toEqual({ kind: 'waitFor', untilMs: startMs + LIFE_MS / 2, because: 'subscribed' });
    expect([asked, [...trusted], looks]).toEqual([['create'], [['s1', 'secret-0']], 1]);
    expect(deps.subscriptions.find(payload.account, 'inbox')).toMatchObject({
      id: 's1',
      sealedClientState: 'sealed secret-0',
      notificationUrl: address.notificationUrl,
    });
  });

  it('renews at half-life, and at once when the service demands it', async () => {
    await keep();
    clock.advance(LIFE_MS / 2);
    await keep();
    demanded = true;
    clock.advance(1);
    expect(await keep()).toMatchObject({ kind: 'waitFor', untilMs: clock.nowMs() + LIFE_MS / 2 });
    expect(asked).toEqual(['create', 'renew', 'renew']);
  });

  it('makes a new one when the service has forgotten it, and looks for what that missed', async () => {
    await keep();
    clock.advance(LIFE_MS / 2);
    refusals.renew = [refused(404)];
    await keep();
    expect([asked, [...trusted.keys()], looks]).toEqual([['create', 'renew', 'create'], ['s2'], 3]);
  });

  it('moves to another address', async () => {
    await keep();
    reachable = { ...address, notificationUrl: 'https://other.example/n' };
    await keep();
    expect(asked).toEqual(['create', 'remove', 'create']);
    expect(deps.subscriptions.list().map(({ notificationUrl }) => notificationUrl)).toEqual([
      'https://other.example/n',
    ]);
  });

  it('takes it away and is done when the folder is followed no more', async () => {
    await keep();
    reachable = null;
    expect(await keep()).toEqual({ kind: 'done' });
    expect([deps.subscriptions.list(), trusted.size]).toEqual([[], 0]);
  });

  it('takes the place of one that an earlier start left behind', async () => {
    leftOver = [
      { id: 'lost', notificationUrl: address.notificationUrl },
      { id: 'of somebody else', notificationUrl: 'https://else.example' },
    ];
    refusals.create = [refused(409)];
    expect(await keep()).toMatchObject({ because: 'subscribed' });
    expect([asked, leftOver.map(({ id }) => id)]).toEqual([
      ['create', 'list', 'remove', 'create'],
      ['of somebody else'],
    ]);
  });

  it.each([
    ['a refusal', refused(403), 'notSubscribed'],
    ['a failure of the service', refused(500), 'notSubscribed'],
    ['a throttle', refused(429), 'throttled'],
    ['no network', { kind: 'neverSent', detail: '' } as const, 'offline'],
    ['a missing sign-in', { kind: 'signInNeeded', detail: '' } as const, 'signIn'],
  ])('never dies of %s: it waits and says so', async (_, fault, because) => {
    refusals.create = [fault];
    expect(await keep()).toMatchObject({ kind: 'waitFor', because });
    expect([problems, trusted.size]).toEqual([[fault], 0]);
  });
});
