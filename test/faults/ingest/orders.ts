import type { DeathOrders } from '../executioner.ts';
import type { Orders } from '../orders.ts';
import type { IngestBug } from './planted-bugs.ts';

/** What one life of the victim is to do. */
export interface IngestOrders extends DeathOrders, Pick<Orders, 'dataDir' | 'traceFile' | 'env' | 'seed'> {
  /** Ends by itself when all is here. The others look again and again until they are killed. */
  readonly isLast: boolean;
  readonly bug: IngestBug | null;
}
