import { oc } from '@orpc/contract';
import { z } from 'zod';
import { structuredError } from './errors.ts';
import { correlationId } from './ids.ts';

/** Every procedure fails in one way: the structured error of row SM4, with the id to quote when asking for help. */
export const procedure = oc.errors({
  FAULT: { data: z.object({ error: structuredError, correlationId }) },
});

/** A Blob, which every wire carries as the bytes that it is. */
export interface Bytes {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}
export const bytes = z.custom<Bytes>((value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value);
