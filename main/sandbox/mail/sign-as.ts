import { GraphError, accessDenied } from '../http/graph-error.ts';
import type { User } from '../users.ts';
import { addressOf } from './recipients.ts';
import type { MailRequest } from './request.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * The message with its `sender`, as whoever it is from allows: nobody else is seen where somebody may send as them,
 * both are where somebody may only send on their behalf. A right of its own in each case, and a permission of its own.
 */
export function signAs({ tenant, me, scopes }: MailRequest, properties: Properties): Properties {
  const from = addressOf(properties['from']).toLowerCase();
  const self = { emailAddress: { name: me.displayName, address: me.address } };
  if (from === '' || from === me.address.toLowerCase()) return { ...properties, sender: self };
  const { sendAs, sendOnBehalf, sendRights } = tenant.switches();
  const maySendAs = isGranted(sendAs[from], me);
  if (!sendRights || (!maySendAs && !isGranted(sendOnBehalf[from], me))) throw sendAsDenied();
  if (scopes !== null && !scopes.some((scope) => /(^|\/)mail\.send\.shared$/i.test(scope))) throw accessDenied();
  return { ...properties, sender: maySendAs ? properties['from'] : self };
}

function isGranted(addresses: readonly string[] = [], { address }: User): boolean {
  return addresses.some((granted) => granted.toLowerCase() === address.toLowerCase());
}

function sendAsDenied(): GraphError {
  return new GraphError(
    403,
    'ErrorSendAsDenied',
    'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
  );
}
