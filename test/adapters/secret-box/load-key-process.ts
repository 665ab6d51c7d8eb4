import { createHash } from 'node:crypto';
import { loadSealingKey } from '../../../main/adapters/secret-box/sealing-key.ts';

/** Loads the key of the named folder and tells the parent its digest. */
const key = loadSealingKey(process.argv[2] ?? '', null);
process.send?.(createHash('sha256').update(key).digest('hex'), () => process.disconnect());
