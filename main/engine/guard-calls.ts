import { mapEventIterator } from '@orpc/client';
import { os } from '@orpc/server';
import type { Log } from '../core/ports/log.ts';
import { toContractError } from './faults.ts';

/** Whatever a handler or the stream it returned throws becomes the contract's one error. */
export function guardCalls(log: Pick<Log, 'error'>) {
  return os.middleware(async ({ next }) => {
    try {
      const result = await next();
      return { ...result, output: guardStream(result.output, log) };
    } catch (error) {
      throw toContractError(error, log);
    }
  });
}

/** A stream may fail long after its call was answered. */
function guardStream(output: unknown, log: Pick<Log, 'error'>): unknown {
  if (!isStream(output)) return output;
  return mapEventIterator(output, {
    value: async (value) => value,
    error: async (error) => toContractError(error, log),
  });
}

function isStream(output: unknown): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}
