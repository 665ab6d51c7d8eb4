import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Knows which secret each subscription was made with, and compares in the same time whatever it is asked. */
export interface ClientStateGuard {
  trust(subscription: string, clientState: string): void;
  distrust(subscription: string): void;
  isGenuine(subscription: string, clientState: string): boolean;
}

/**
 * Keeps keyed digests under a key of this process: they have one length, so that neither the length nor the beginning of
 * a guess shows in the time, and an unknown subscription costs as much as a wrong secret.
 */
export function clientStateGuard(): ClientStateGuard {
  const key = randomBytes(32);
  const nobody = randomBytes(32);
  const known = new Map<string, Buffer>();
  const digest = (clientState: string): Buffer => createHmac('sha256', key).update(clientState).digest();
  return {
    trust: (subscription, clientState) => void known.set(subscription, digest(clientState)),
    distrust: (subscription) => void known.delete(subscription),
    isGenuine: (subscription, clientState) => timingSafeEqual(digest(clientState), known.get(subscription) ?? nobody),
  };
}
