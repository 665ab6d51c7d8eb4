import { randomUUID } from 'node:crypto';
import { GraphError } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import type { MailRequest } from '../mail/request.ts';
import { readEntity, readJson } from '../odata/read-json.ts';
import { readExpiration, readSubscription } from './read-subscription.ts';
import type { Subscription } from './subscription-store.ts';
import * as store from './subscription-store.ts';
import { validateEndpoint } from './validate-endpoint.ts';

/** Both addresses are asked, also when they are the same. */
export async function validateSubscription(request: MailRequest): Promise<void> {
  const { notificationUrl, lifecycleUrl } = readSubscription(request);
  refuseTwin(request);
  await validateEndpoint(notificationUrl);
  if (lifecycleUrl !== null) await validateEndpoint(lifecycleUrl);
}

export function createSubscription(request: MailRequest): Reply {
  refuseTwin(request);
  const subscription = { id: randomUUID(), ...readSubscription(request) };
  store.insertSubscription(request.tenant.db, subscription);
  return { status: 201, json: renderSubscription(request, subscription) };
}

export function listOwnSubscriptions(request: MailRequest): Reply {
  const { tenant, user } = request;
  const value = store.listSubscriptions(tenant.db, tenant.nowMs(), user.id);
  return { status: 200, json: { value: value.map((subscription) => renderSubscription(request, subscription)) } };
}

export function getSubscription(request: MailRequest): Reply {
  return { status: 200, json: renderSubscription(request, requireSubscription(request)) };
}

/** Nothing but the expiry can be changed: a lifecycle address cannot be added later. */
export function renew(request: MailRequest): Reply {
  const { id } = requireSubscription(request);
  const body = readEntity(readJson(request.body), 'graph.subscription', 'subscription');
  const expiration = body['expirationDateTime'];
  if (typeof expiration !== 'string' || Object.keys(body).some((name) => name !== 'expirationDateTime'))
    throw new GraphError(400, 'InvalidRequest', 'Only expirationDateTime can be changed.');
  store.renewSubscription(request.tenant.db, id, readExpiration(request, expiration));
  return { status: 200, json: renderSubscription(request, requireSubscription(request)) };
}

/** Answers a `reauthorizationRequired`; the expiry stays. */
export function reauthorize(request: MailRequest): Reply {
  store.suspendSubscription(request.tenant.db, requireSubscription(request).id, null);
  return noContent;
}

export function unsubscribe(request: MailRequest): Reply {
  store.deleteSubscription(request.tenant.db, requireSubscription(request).id);
  return noContent;
}

function requireSubscription({ tenant, user, parameters }: MailRequest): Subscription {
  const all = store.listSubscriptions(tenant.db, tenant.nowMs(), user.id);
  const subscription = all.find(({ id }) => id === parameters['subscription']?.toLowerCase());
  if (subscription === undefined) throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
  return subscription;
}

function refuseTwin(request: MailRequest): void {
  const { tenant, user } = request;
  if (!tenant.switches().refuseTwinSubscription) return;
  const wanted = readSubscription(request);
  const twin = store
    .listSubscriptions(tenant.db, tenant.nowMs(), user.id)
    .find(({ resource, changeTypes }) => resource === wanted.resource && changeTypes === wanted.changeTypes);
  if (twin === undefined) return;
  throw new GraphError(
    409,
    'InvalidRequest',
    `Subscription Id ${twin.id} already exists for the requested combination.`,
  );
}

function renderSubscription({ tenant }: MailRequest, subscription: Subscription): Record<string, unknown> {
  return {
    '@odata.context': `${tenant.origin()}/v1.0/$metadata#subscriptions/$entity`,
    id: subscription.id,
    resource: subscription.resource,
    applicationId: '5a4db0c5-0000-4000-8000-00000000a990',
    changeType: subscription.changeTypes,
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleUrl,
    expirationDateTime: new Date(subscription.expiresAtMs).toISOString(),
    creatorId: subscription.creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}
