import { GraphError } from '../http/graph-error.ts';
import type { Tenant } from '../tenant.ts';

/** OneDrive's words, which are not Exchange's. */
export const driveItemNotFound = (): GraphError =>
  new GraphError(404, 'itemNotFound', 'The resource could not be found.');

export const driveInvalidRequest = (message: string): GraphError => new GraphError(400, 'invalidRequest', message);

export const driveIsFull = (): GraphError => new GraphError(507, 'quotaLimitReached', 'Insufficient Space Available');

const refusals: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'Tenant does not have a SPO license.'],
  403: ['accessDenied', 'Access denied'],
  404: ['ResourceNotFound', "User's mysite not found."],
  501: ['notSupported', 'The operation is not supported.'],
};

/** Not every account has a drive: `driveStatus` says with what one answers that has none. */
export function requireDrive(tenant: Tenant): void {
  const { driveStatus } = tenant.switches();
  if (driveStatus === 200) return;
  const [code, message] = refusals[driveStatus] ?? ['generalException', 'General exception while processing'];
  throw new GraphError(driveStatus, code, message);
}
