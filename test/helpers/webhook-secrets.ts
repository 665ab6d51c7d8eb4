/** The one subscription of the rig, and what proves that a notification is of it. */
export const clientState = 'right-'.padEnd(43, 'x');
export const subscriptionId = 'subscription-1';
