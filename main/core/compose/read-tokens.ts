import type { RecipientToken } from '../../../contract/compose.ts';
import { readRecipients } from './read-recipients.ts';

/** Makes tokens of what was typed or pasted: one for each address, one for each part that is none. */
export function readTokens(
  text: string,
  ownDomain: string,
  internalDomains: readonly string[] | null,
): readonly RecipientToken[] {
  const whole = readRecipients([text]);
  if (whole.ok) return whole.recipients.map(({ name, address }) => token(name, address, ownDomain, internalDomains));
  // One bad part must not take the good ones with it.
  const parts = text.split(/[;\n]/).flatMap((part) => (readRecipients([part]).ok ? [part] : part.split(',')));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): readonly RecipientToken[] => {
      const read = readRecipients([part]);
      if (read.ok) return read.recipients.map(({ name, address }) => token(name, address, ownDomain, internalDomains));
      return [
        { text: part, name: null, address: null, kind: 'unreadable', reason: `"${part}" is not an e-mail address.` },
      ];
    });
}

function token(
  name: string | null,
  address: string,
  ownDomain: string,
  internalDomains: readonly string[] | null,
): RecipientToken {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const text = name === null ? address : `${/[",;<>]/.test(name) ? JSON.stringify(name) : name} <${address}>`;
  if (internalDomains !== null && !internalDomains.includes(domain)) {
    const reason = `${domain} is outside. This build sends inside ${internalDomains.join(', ')} only.`;
    return { text, name, address, kind: 'blocked', reason };
  }
  return { text, name, address, kind: domain === ownDomain.toLowerCase() ? 'internal' : 'outside', reason: null };
}
