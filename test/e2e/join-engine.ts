import { openEngine } from '../../main/engine.ts';
import type { Engine } from '../../main/engine/host.ts';
import type { Product } from './product.ts';

const startSandbox = () => Promise.reject(new Error('The product runs it.'));

/** Talks to the running product as the command line does. */
export function joinEngine({ dataDir }: Pick<Product, 'dataDir'>): Promise<Engine> {
  const env = { MAILROOM_POLICY_FILE: `${dataDir}/policy.json` };
  return openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: false });
}
