import type { Reply } from '../http/reply.ts';
import type { MailRequest } from './request.ts';

export function getProfile({ tenant, user, query }: MailRequest): Reply {
  const profile: Record<string, unknown> = {
    businessPhones: [],
    displayName: user.displayName,
    givenName: null,
    jobTitle: null,
    mail: user.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: null,
    userPrincipalName: user.address,
    id: user.id,
  };
  const select = query.get('$select')?.split(',') ?? null;
  const chosen =
    select === null ? profile : Object.fromEntries(select.map((name) => [name.trim(), profile[name.trim()] ?? null]));
  return { status: 200, json: { '@odata.context': `${tenant.origin()}/v1.0/$metadata#users/$entity`, ...chosen } };
}
