import { MAX_RECIPIENTS } from '../compose/check-draft.ts';
import { readRecipients } from '../compose/read-recipients.ts';
import { describeFault } from '../faults/describe-fault.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { GroupDirectory } from '../ports/group-directory.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { MailAddress } from '../../../contract/message.ts';
import type { ServiceFault } from '../ports/reply.ts';

export interface ExpandedGroup {
  readonly name: string;
  readonly members: readonly MailAddress[];
  /** Members whose address is not known. */
  readonly withoutAddress: number;
}

const STAYS = 'The group stays one recipient: mail to it reaches its members.';

/** Looks who is in a group, or throws why that cannot be known. Nothing is changed either way. */
export async function expandGroup(groups: GroupDirectory, call: CallContext, address: string): Promise<ExpandedGroup> {
  const found = await groups.findGroup(call, address);
  if (!found.ok) throw unavailable(found.fault);
  if (found.value === null) {
    throw invalid('No group of the directory has this address.', 'It stays as it is, one recipient.');
  }
  const listed = await groups.listMembers(call, found.value.id);
  if (!listed.ok) throw unavailable(listed.fault);
  const members = new Map<string, MailAddress>();
  for (const member of listed.value) {
    const read = member.address === null ? null : readRecipients([member.address]);
    const recipient = read?.ok === true ? read.recipients[0] : undefined;
    if (recipient !== undefined) members.set(recipient.address.toLowerCase(), { ...recipient, name: member.name });
  }
  const name = found.value.name === '' ? address : found.value.name;
  if (members.size > MAX_RECIPIENTS) {
    const size = `${name} has ${String(members.size)} members; a message takes ${String(MAX_RECIPIENTS)} recipients.`;
    throw invalid(size, STAYS);
  }
  if (members.size === 0) throw invalid(`No member of ${name} has an address that this sign-in may read.`, STAYS);
  const withoutAddress = listed.value.filter((member) => member.address === null).length;
  return { name, members: [...members.values()], withoutAddress };
}

function unavailable(fault: ServiceFault): MailroomError {
  const status = fault.kind === 'refused' ? fault.status : null;
  if (status === 403) {
    return new MailroomError('not_permitted', {
      message: 'This sign-in may not look into groups.',
      remediation: `${STAYS} An administrator can allow GroupMember.Read.All.`,
      field: 'to',
      details: { scope: 'GroupMember.Read.All' },
    });
  }
  if (status !== null && [400, 404, 405, 501].includes(status)) {
    return new MailroomError('provider_unavailable', {
      message: 'This service does not show who is in a group.',
      remediation: STAYS,
      field: 'to',
    });
  }
  const { error_code, message, details, retriable } = describeFault(fault, 'looking into the group');
  return new MailroomError(error_code, {
    message,
    remediation: `${STAYS} Try again later.`,
    details,
    retriable,
    field: 'to',
  });
}

function invalid(message: string, remediation: string): MailroomError {
  return new MailroomError('validation_error', { message, remediation, field: 'to' });
}
