import type { MailAddress } from '../../../contract/message.ts';

/** As it can be typed and read again. */
export function spellRecipient({ name, address }: MailAddress): string {
  if (name === null) return address;
  return `${/[",;:<>()@[\]\\]/.test(name) ? JSON.stringify(name) : name} <${address}>`;
}
