import type { AccountRow, Cloud } from '../../contract/accounts.ts';

/** Where each cloud shows mailboxes to a browser. What is only on this machine has no such page. */
const webMail: Readonly<Record<Cloud, string | null>> = {
  global: 'https://outlook.office.com',
  usgov: 'https://outlook.office365.us',
  'usgov-dod': 'https://outlook-dod.office365.us',
  china: 'https://partner.outlook.cn',
  sandbox: null,
  custom: null,
};

/** Sent Items of this mailbox on the web, with the address to sign in with. Null where there is no such page. */
export function sentItemsAddress({ cloud, address }: Pick<AccountRow, 'cloud' | 'address'>): string | null {
  const origin = webMail[cloud];
  return origin === null ? null : `${origin}/mail/sentitems?login_hint=${encodeURIComponent(address)}`;
}
