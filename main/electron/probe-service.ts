import type { ApiClient } from '../engine/host.ts';

/** Whether the service can be reached: asks it once, then looks at what the engine met. Never rejects. */
export async function probeService({ engine, shell }: Pick<ApiClient, 'engine' | 'shell'>): Promise<boolean> {
  try {
    await engine.doctor({});
    for await (const { network } of await shell.status({})) return network !== 'offline';
    return false;
  } catch {
    return false;
  }
}
