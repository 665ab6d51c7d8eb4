import type { Body } from '../http/read-body.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';

/** One authenticated mail request. `parameters` are the named segments of its route. */
export interface MailRequest {
  readonly tenant: Tenant;
  /** Whose mailbox it is about. */
  readonly user: User;
  /** Who asks. */
  readonly me: User;
  /** What the token allows; null means everything. */
  readonly scopes: readonly string[] | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** The path below the version, as it was asked for, for links back. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly headers: { readonly ifMatch: string | null; readonly contentType: string };
  readonly prefer: Prefer;
}

export interface Prefer {
  readonly immutableIds: boolean;
  readonly textBody: boolean;
  readonly pageSize: number | null;
}

/** `Prefer` may come several times or comma-separated. */
export function readPrefer(header: string | string[] | undefined): Prefer {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  const pageSize = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(text)?.[1];
  return {
    immutableIds: /IdType\s*=\s*"?ImmutableId"?/i.test(text),
    textBody: /outlook\.body-content-type\s*=\s*"?text"?/i.test(text),
    pageSize: pageSize === undefined ? null : Number(pageSize),
  };
}

export function appliedPreferences(prefer: Prefer): Record<string, string> {
  const applied = [
    ...(prefer.immutableIds ? ['IdType=ImmutableId'] : []),
    ...(prefer.pageSize === null ? [] : [`odata.maxpagesize=${prefer.pageSize}`]),
    ...(prefer.textBody ? ['outlook.body-content-type="text"'] : []),
  ];
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') };
}
