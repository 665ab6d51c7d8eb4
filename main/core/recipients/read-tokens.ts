import type { RecipientToken } from '../../../contract/recipients.ts';
import type { MailAddress } from '../../../contract/message.ts';
import { readRecipients } from '../compose/read-recipients.ts';
import { judgeTokens, type TokenRules } from './judge-tokens.ts';

/** Makes tokens of what was typed or pasted: one for each address, one for each part that is none. */
export function readTokens(text: string, rules: TokenRules): readonly RecipientToken[] {
  const parts = readParts(text);
  const read = parts.filter((part) => typeof part !== 'string');
  const judged = judgeTokens(read, rules)[Symbol.iterator]();
  return parts.flatMap((part) => (typeof part === 'string' ? unreadable(part) : (judged.next().value ?? [])));
}

/** Addresses, and what could not be read as one. */
function readParts(text: string): readonly (MailAddress | string)[] {
  const whole = readRecipients([text]);
  if (whole.ok) return whole.recipients;
  // One bad part must not take the good ones with it.
  return text
    .split(/[;\n]/)
    .flatMap((part) => (readRecipients([part]).ok ? [part] : part.split(',')))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): readonly (MailAddress | string)[] => {
      const read = readRecipients([part]);
      return read.ok ? read.recipients : [part];
    });
}

function unreadable(text: string): RecipientToken {
  const reason = `"${text}" is not an e-mail address.`;
  return { text, name: null, address: null, kind: 'unreadable', reason, rule: null, isNewDomain: false };
}
