import { getGroup, listGroups, listTransitiveMembers } from '../groups/serve-groups.ts';
import * as subscriptions from '../subscriptions/subscriptions.ts';
import type { Route } from './route.ts';

/** What lies beside the mailboxes. */
export const rootRoutes: readonly Route[] = [
  { method: 'GET', path: 'groups', scope: 'groups', run: listGroups },
  { method: 'GET', path: 'groups/:group', scope: 'groups', run: getGroup },
  { method: 'GET', path: 'groups/:group/transitiveMembers', scope: 'groups', run: listTransitiveMembers },
  { method: 'GET', path: 'subscriptions', scope: 'subscribe', run: subscriptions.listOwnSubscriptions },
  {
    method: 'POST',
    path: 'subscriptions',
    scope: 'subscribe',
    run: subscriptions.createSubscription,
    prepare: subscriptions.validateSubscription,
  },
  { method: 'GET', path: 'subscriptions/:subscription', scope: 'subscribe', run: subscriptions.getSubscription },
  { method: 'PATCH', path: 'subscriptions/:subscription', scope: 'subscribe', run: subscriptions.renew },
  { method: 'DELETE', path: 'subscriptions/:subscription', scope: 'subscribe', run: subscriptions.unsubscribe },
  {
    method: 'POST',
    path: 'subscriptions/:subscription/reauthorize',
    scope: 'subscribe',
    run: subscriptions.reauthorize,
  },
];
