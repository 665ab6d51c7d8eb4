import { implement } from '@orpc/server';
import { incomingApi } from '../../contract/incoming.ts';
import type { IncomingFiles } from '../core/ports/incoming-files.ts';
import type { Log } from '../core/ports/log.ts';
import { toContractError } from '../engine/faults.ts';

/** Lets a window hand over files that are on no disk. */
export function incomingRouter(incoming: IncomingFiles, log: Log) {
  const guarded = implement(incomingApi).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toContractError(error, log);
    }
  });
  return guarded.router({
    begin: guarded.begin.handler(({ input }) => incoming.begin({ ...input, message: null })),
    write: guarded.write.handler(async ({ input: { id, startByte, bytes } }) =>
      incoming.write(id, startByte, new Uint8Array(await bytes.arrayBuffer())),
    ),
  });
}
