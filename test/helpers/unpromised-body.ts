import * as fc from 'fast-check';
import { clientState, subscriptionId } from './webhook-secrets.ts';

const forged = fc.record({
  subscriptionId: fc.oneof(fc.constant(subscriptionId), fc.string(), fc.anything()),
  clientState: fc.oneof(fc.string(), fc.constant(clientState.slice(0, -1)), fc.anything()),
  resourceData: fc.oneof(fc.record({ id: fc.string() }), fc.anything()),
  resource: fc.anything(),
  lifecycleEvent: fc.oneof(fc.constant('missed'), fc.anything()),
});
const text = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.array(forged).map((value) => JSON.stringify({ value })),
  fc.anything().map((value) => JSON.stringify({ value }) ?? ''),
  fc.nat(50_000).map((depth) => '['.repeat(depth)),
  fc.constantFrom('{"value":[{"value":1e999}]}', '{"value":[],"value":7}', '\u{feff}{}', '{"__proto__":{"value":[]}}'),
);
/** A body that no service has promised to send, and that no secret of ours is in: as text or as bytes. */
export const unpromisedBody = fc.oneof(text, fc.uint8Array({ maxLength: 2_000 }));
