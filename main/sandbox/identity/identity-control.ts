import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clearConsent } from './consent-store.ts';
import { newDemand } from './claims-demand.ts';
import { findIdentityUser, type IdentityOptions } from './identity-context.ts';
import { revokeTokens, setBlocked, writePerson, writeSetting } from './identity-store.ts';

const user = z.string();

/** What staff and tests may do to the tenant's sign-ins, as an administrator could. */
export const identityAction = z.discriminatedUnion('action', [
  /** Ends all of a person's tokens, like a password change. `access: false` leaves the running hour alone, `refresh: false` the rest. */
  z.strictObject({
    action: z.literal('revoke'),
    user,
    access: z.boolean().default(true),
    refresh: z.boolean().default(true),
  }),
  /** The next call answers 401 with a challenge until a token was asked for with it; in person when refresh may not do. */
  z.strictObject({ action: z.literal('demandClaims'), user, inPerson: z.boolean().default(false) }),
  z.strictObject({ action: z.literal('setConsent'), user, consented: z.boolean() }),
  /** A policy of Conditional Access that the person does not meet: nobody signs in, and no token is renewed. */
  z.strictObject({ action: z.literal('block'), user, blocked: z.boolean() }),
  /** Later tokens carry at most these permissions; null lifts it. */
  z.strictObject({ action: z.literal('restrictScopes'), user, scopes: z.array(z.string()).nullable() }),
  z.strictObject({ action: z.literal('setAccessTokenLifetime'), seconds: z.int().positive() }),
  z.strictObject({ action: z.literal('setDeviceCode'), lifetimeS: z.int().min(0), intervalS: z.int().min(0) }),
]);
export type IdentityAction = z.input<typeof identityAction>;

/** Returns false when the named person does not exist. */
export function applyIdentityAction(options: IdentityOptions, action: z.output<typeof identityAction>): boolean {
  const { db } = options;
  const person = 'user' in action ? findIdentityUser(options, action.user) : null;
  if (person === undefined) return false;
  const userId = person?.id ?? '';
  switch (action.action) {
    case 'revoke':
      revokeTokens(db, userId, { access: action.access, refresh: action.refresh });
      return true;
    case 'demandClaims':
      writePerson(db, userId, { demandedClaims: newDemand(randomUUID()), demandInPerson: action.inPerson ? 1 : 0 });
      return true;
    case 'setConsent':
      writePerson(db, userId, { consented: action.consented ? 1 : 0 });
      if (!action.consented) clearConsent(db, userId);
      return true;
    case 'block':
      setBlocked(db, userId, action.blocked);
      return true;
    case 'restrictScopes':
      writePerson(db, userId, { allowedScopes: action.scopes?.join(' ') ?? null });
      return true;
    case 'setAccessTokenLifetime':
      writeSetting(db, 'accessTokenLifetimeS', action.seconds);
      return true;
    case 'setDeviceCode':
      writeSetting(db, 'deviceCodeLifetimeS', action.lifetimeS);
      writeSetting(db, 'deviceCodeIntervalS', action.intervalS);
      return true;
    default:
      return action satisfies never;
  }
}
