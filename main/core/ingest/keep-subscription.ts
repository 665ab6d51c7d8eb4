import { z } from 'zod';
import { accountId } from '../../../contract/ids.ts';
import { decideFault } from '../faults/decide-fault.ts';
import type { JobRun } from '../jobs/job-kinds.ts';
import type { JobOutcome, NewJob } from '../ports/job-store.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { Granted, SubscriptionService } from '../ports/subscription-service.ts';
import type { Subscription, SubscriptionStore } from '../ports/subscription-store.ts';
import type { Clock, Random } from '../ports/time.ts';
import { decideSubscription, SUBSCRIPTION_MS } from './decide-subscription.ts';

export const SUBSCRIBE_KIND = 'ingest.subscribe';
export const subscribePayload = z.strictObject({ account: accountId, folder: z.string() });
export type SubscribePayload = z.infer<typeof subscribePayload>;

/** Why the job of a subscription waits: for the half of its life, or because the service would not have it. */
export const subscriptionWaits = ['subscribed', 'notSubscribed'] as const;

/** Bound to the sealed text, so that nothing else can be put in its place. */
export const CLIENT_STATE_PURPOSE = 'subscription.clientState';

/** A refusal may be a setting of the tenant; delta brings the mail meanwhile. */
const REFUSED_LOOK_MS = 30 * 60_000;
const FAILED_LOOK_MS = 60_000;

export interface SubscriptionDeps {
  readonly subscriptions: SubscriptionStore;
  readonly service: SubscriptionService;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  readonly retryBaseMs: number;
  /** 32 random bytes as text. */
  newClientState(): string;
  /** Where the service reaches this machine, or null while it does not, or while the folder is not followed. */
  addressFor(payload: SubscribePayload): { readonly notificationUrl: string; readonly lifecycleUrl: string } | null;
  /** Handshakes are answered while `work` goes on. */
  duringHandshake<T>(work: Promise<T>): Promise<T>;
  /** True once after the service has asked to authorise the subscription again. */
  takeDemand(id: string): boolean;
  /** Notifications of it are believed from now on, or no more. */
  trust(id: string, clientState: string): void;
  distrust(id: string): void;
  /** Something may have been missed: delta looks now. */
  lookNow(payload: SubscribePayload): void;
  /** For the settings screen; null when all is well. */
  report(problem: ServiceFault | null): void;
}

export function subscribeKey({ account, folder }: SubscribePayload): string {
  return `subscribe:${account}:${folder}`;
}

export function subscribeJob(payload: SubscribePayload, nowMs: number): NewJob {
  return {
    kind: SUBSCRIBE_KIND,
    lane: 'upkeep',
    mailbox: payload.account,
    dedupeKey: subscribeKey(payload),
    payload,
    payloadVersion: 1,
    title: 'Keep the notifications of a folder',
    priority: 50,
    runAtMs: nowMs,
    maxAttempts: 10,
    correlationId: null,
  };
}

/** Brings the subscription of one folder to what it should be. Its failures are waits: notifications are only faster. */
export async function keepSubscription(
  deps: SubscriptionDeps,
  payload: SubscribePayload,
  { signal }: Pick<JobRun, 'signal'>,
): Promise<JobOutcome> {
  const call: CallContext = {
    account: payload.account,
    correlationId: deps.random.uuid(),
    urgency: 'bulk',
    signal,
  };
  // Each step changes what the next decides; more than these never follow one another.
  for (let steps = 0; steps < 4 && !signal.aborted; steps += 1) {
    const known = deps.subscriptions.find(payload.account, payload.folder);
    const nowMs = deps.clock.nowMs();
    const address = deps.addressFor(payload);
    const demanded = known !== null && deps.takeDemand(known.id);
    const decision = decideSubscription(known, address?.notificationUrl ?? null, demanded, nowMs);
    switch (decision.kind) {
      case 'none':
        return { kind: 'done' };
      case 'wait':
        return { kind: 'waitFor', untilMs: decision.untilMs, because: 'subscribed' };
      case 'create': {
        if (address === null) return { kind: 'done' };
        if (known !== null) forget(deps, known);
        const fault = await create(deps, call, payload, address);
        if (fault !== null) return waitAfter(deps, fault);
        break;
      }
      case 'renew': {
        const reply = await deps.service.renew(call, decision.id, nowMs + SUBSCRIPTION_MS);
        if (reply.ok) deps.subscriptions.renewed(decision.id, reply.value.expiresAtMs, deps.clock.nowMs());
        else if (isUnknown(reply.fault) && known !== null) forget(deps, known);
        else return waitAfter(deps, reply.fault);
        break;
      }
      case 'remove': {
        const reply = await deps.service.remove(call, decision.id);
        if (!reply.ok && !isUnknown(reply.fault)) return waitAfter(deps, reply.fault);
        if (known !== null) forget(deps, known);
        break;
      }
    }
  }
  return { kind: 'waitFor', untilMs: deps.clock.nowMs() + FAILED_LOOK_MS, because: 'notSubscribed' };
}

async function create(
  deps: SubscriptionDeps,
  call: CallContext,
  { account, folder }: SubscribePayload,
  address: { readonly notificationUrl: string; readonly lifecycleUrl: string },
): Promise<ServiceFault | null> {
  const clientState = deps.newClientState();
  const nowMs = deps.clock.nowMs();
  const terms = { ...address, folderId: folder, clientState, untilMs: nowMs + SUBSCRIPTION_MS };
  let reply: Reply<Granted> = await deps.duringHandshake(deps.service.create(call, terms));
  if (isConflict(reply) && (await removeLeftOver(deps, call, address.notificationUrl))) {
    reply = await deps.duringHandshake(deps.service.create(call, terms));
  }
  if (!reply.ok) return reply.fault;
  const subscription: Subscription = {
    id: reply.value.id,
    account,
    folderId: folder,
    sealedClientState: await deps.box.seal(clientState, CLIENT_STATE_PURPOSE),
    notificationUrl: address.notificationUrl,
    expiresAtMs: reply.value.expiresAtMs,
    createdAtMs: nowMs,
    renewedAtMs: null,
  };
  deps.subscriptions.put(subscription);
  deps.trust(subscription.id, clientState);
  deps.report(null);
  // What came between the last look and now was told to nobody.
  deps.lookNow({ account, folder });
  return null;
}

/** An earlier start asked for the same and its secret is lost. False when nothing of ours stands in the way. */
async function removeLeftOver(deps: SubscriptionDeps, call: CallContext, notificationUrl: string): Promise<boolean> {
  const listed = await deps.service.list(call);
  if (!listed.ok) return false;
  const ours = listed.value.filter(
    ({ id, notificationUrl: url }) =>
      url === notificationUrl && deps.subscriptions.list().every((row) => row.id !== id),
  );
  for (const { id } of ours) await deps.service.remove(call, id);
  return ours.length > 0;
}

function forget(deps: SubscriptionDeps, { id, account, folderId }: Subscription): void {
  deps.distrust(id);
  deps.subscriptions.remove(id);
  deps.lookNow({ account, folder: folderId });
}

function waitAfter(deps: SubscriptionDeps, fault: ServiceFault): JobOutcome {
  const nowMs = deps.clock.nowMs();
  const verdict = decideFault(fault, null, nowMs, deps.random.uniform(), deps);
  deps.report(fault);
  switch (verdict.kind) {
    case 'wait':
      return { kind: 'waitFor', untilMs: verdict.untilMs, because: verdict.because };
    case 'retry':
      return { kind: 'waitFor', untilMs: verdict.notBeforeMs ?? nowMs + FAILED_LOOK_MS, because: 'notSubscribed' };
    case 'refused':
      return { kind: 'waitFor', untilMs: nowMs + REFUSED_LOOK_MS, because: 'notSubscribed' };
  }
}

function isConflict(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && reply.fault.status === 409;
}

function isUnknown(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && (fault.status === 404 || fault.status === 410);
}
