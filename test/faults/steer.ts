import type { Site } from './failpoints.ts';
import { cancelledEvery } from './intents.ts';
import type { Orders } from './orders.ts';

/** What a person does in one life, so that the engine comes to a place where chance brings it too seldom. */
export type Steering = Pick<Orders, 'cancelAt' | 'freshMessages'> & { readonly isDirect: boolean };

const unsteered: Steering = { cancelAt: null, freshMessages: 0, isDirect: false };

/** Among so many new messages is one that may be cancelled. */
const freshMessages = cancelledEvery.plain;

export function steer(goal: Site | null): Steering {
  const cancelAt = /^tx \w+ (\w+)->cancelled$/.exec(goal ?? '')?.[1];
  if (cancelAt !== undefined) return { ...unsteered, cancelAt, freshMessages };
  // There is something to be removed from the drive.
  if (goal?.endsWith(' linked removeFolder') === true) return { ...unsteered, cancelAt: 'sealing' };
  if (goal?.endsWith(' sendMail') === true) return { ...unsteered, freshMessages, isDirect: true };
  return unsteered;
}
