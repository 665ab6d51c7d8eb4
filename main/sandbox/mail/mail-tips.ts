import { badRequest, GraphError } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, readParameter } from '../odata/read-json.ts';
import { findUser, tenantDomain } from '../users.ts';
import { findGroup } from '../groups/groups.ts';
import type { MailRequest } from './request.ts';

/** Of a mailbox without a limit of its own. The tenant's limit is announced nowhere. */
const SERVICE_LIMIT_BYTES = 150_000_000;

/** What is known about recipients before a mail is sent. Outside the tenant that is only their scope. */
export function getMailTips({ tenant, body }: MailRequest): Reply {
  const { mailTips, mailTipsStatus, mailboxSizeLimits } = tenant.switches();
  if (mailTipsStatus !== 200) throw new GraphError(mailTipsStatus, 'NotImplemented', 'MailTips are not available.');
  const addresses = readParameter(readJson(body), 'EmailAddresses');
  if (!Array.isArray(addresses) || !addresses.every((address) => typeof address === 'string'))
    throw badRequest("The parameter 'EmailAddresses' must be a collection of addresses.", 'RequestBodyRead');
  const value = addresses.map((address) => {
    const user = findUser(tenant.db, address);
    const group = findGroup(address);
    const isInside = address.toLowerCase().endsWith(`@${tenantDomain}`);
    const emailAddress = { name: user?.displayName ?? group?.displayName ?? '', address };
    if (user === undefined && group === undefined && isInside)
      return {
        emailAddress,
        error: { code: 'ErrorInvalidRecipients', message: 'The recipient was not found in the directory.' },
      };
    return {
      emailAddress,
      automaticReplies: { message: '' },
      mailboxFull: false,
      externalMemberCount: isInside ? 0 : 1,
      totalMemberCount: group?.members.filter(({ type }) => type === 'user').length ?? 1,
      deliveryRestricted: false,
      isModerated: false,
      recipientScope: isInside ? 'internal' : 'external',
      ...(user === undefined
        ? {}
        : { maxMessageSize: mailboxSizeLimits[user.address.toLowerCase()] ?? SERVICE_LIMIT_BYTES }),
      ...mailTips[address.toLowerCase()],
    };
  });
  return { status: 200, json: { value } };
}
