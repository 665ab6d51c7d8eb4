import { mapEventIterator } from '@orpc/client';
import { implement } from '@orpc/server';
import { api } from '../../contract/api.ts';
import { toContractError } from './faults.ts';

/** The contract, to be implemented: whatever a handler or the stream it returned throws becomes the contract's one error. */
export function guardCalls(log: (line: string) => void) {
  return implement(api).use(async ({ next }) => {
    try {
      const result = await next();
      return { ...result, output: guardStream(result.output, log) };
    } catch (error) {
      throw toContractError(error, log);
    }
  });
}

/** A stream may fail long after its call was answered. */
function guardStream(output: unknown, log: (line: string) => void): unknown {
  if (!isStream(output)) return output;
  return mapEventIterator(output, {
    value: async (value) => value,
    error: async (error) => toContractError(error, log),
  });
}

function isStream(output: unknown): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}
