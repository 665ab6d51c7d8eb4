import type { RecipientToken } from '../../../contract/recipients.ts';
import { readList } from '../compose/read-recipients.ts';
import { judgeTokens, type TokenRules } from './judge-tokens.ts';

/** Makes tokens of what was typed or pasted: one for each entry, also for what is no address. */
export function readTokens(text: string, rules: TokenRules): readonly RecipientToken[] {
  const entries = readList(text);
  const tokens = judgeTokens(
    entries.filter((entry) => typeof entry !== 'string'),
    rules,
  )[Symbol.iterator]();
  return entries.flatMap((entry) => (typeof entry === 'string' ? unreadable(entry) : (tokens.next().value ?? [])));
}

function unreadable(text: string): RecipientToken {
  const reason = `"${text}" is not an e-mail address.`;
  return { text, name: null, address: null, kind: 'unreadable', reason, rule: null, isNewDomain: false };
}
