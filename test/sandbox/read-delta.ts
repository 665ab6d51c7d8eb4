import type { Answer, TestTenant } from './sandbox-client.ts';

export interface DeltaItem {
  readonly id: string;
  readonly subject?: string;
  readonly '@removed'?: { readonly reason: string };
}

export interface Round {
  /** In the order in which they came, repeats included. */
  readonly items: readonly DeltaItem[];
  readonly pages: readonly (readonly DeltaItem[])[];
  readonly deltaLink: string;
}

const immutable = 'IdType="ImmutableId"';

export async function readPage(tenant: TestTenant, link: string, pageSize = 100): Promise<Answer> {
  return tenant.call('GET', link, undefined, { Prefer: `${immutable}, odata.maxpagesize=${pageSize}` });
}

/** Follows the links to the end of a round. `between` runs after each page. */
export async function readRound(
  tenant: TestTenant,
  start: string,
  pageSize = 100,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<Round> {
  const pages: DeltaItem[][] = [];
  let link = start;
  for (;;) {
    const { json, status, text } = await readPage(tenant, link, pageSize);
    if (status !== 200) throw new Error(`The round broke off: ${status} ${text}`);
    pages.push(json['value'] as DeltaItem[]);
    const deltaLink = json['@odata.deltaLink'] as string | undefined;
    if (deltaLink !== undefined) return { items: pages.flat(), pages, deltaLink };
    await between(pages.length);
    link = json['@odata.nextLink'] as string;
  }
}

export const inboxDelta = '/me/mailFolders/inbox/messages/delta?$select=subject,receivedDateTime,isDraft';
