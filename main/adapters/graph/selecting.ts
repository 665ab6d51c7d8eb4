import type { Reply } from '../../core/ports/reply.ts';

/** Asks for these fields alone, and for everything where the server does not take the choice. */
export async function selecting<T>(
  path: string,
  fields: string,
  ask: (path: string) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const reply = await ask(`${path}?$select=${fields}`);
  const isRejected = !reply.ok && reply.fault.kind === 'refused' && reply.fault.status === 400;
  return isRejected ? ask(path) : reply;
}
