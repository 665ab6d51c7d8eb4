import { expect, it } from 'vitest';
import type { RecipientSuggestion } from '../../../contract/recipients.ts';
import { suggestionWords } from '../../../renderer/write/recipients/suggestion-words.ts';

const now = new Date(2026, 10, 21, 9).getTime();
const at = (year: number, month: number, day: number): string => new Date(year, month - 1, day, 23).toISOString();
const nobody: RecipientSuggestion = {
  token: {
    text: 'a@x.example',
    name: null,
    address: 'a@x.example',
    kind: 'outside',
    reason: null,
    rule: null,
    isNewDomain: false,
  },
  sent: 0,
  received: 0,
  lastSentAt: null,
  lastReceivedAt: null,
  score: 1,
};

it.each([
  [{ sent: 12, lastSentAt: at(2026, 11, 3), received: 5, lastReceivedAt: at(2026, 11, 4) }, '12 times, last on 3 Nov'],
  [{ sent: 1, lastSentAt: at(2026, 11, 21) }, 'once, today'],
  [{ sent: 2, lastSentAt: at(2026, 11, 20) }, '2 times, last yesterday'],
  [{ sent: 3, lastSentAt: at(2025, 12, 31) }, '3 times, last on 31 Dec 2025'],
  [{ received: 1, lastReceivedAt: at(2026, 11, 20) }, 'wrote to you yesterday'],
  [{ received: 4, lastReceivedAt: at(2026, 11, 1) }, 'wrote to you 4 times, last on 1 Nov'],
])('C4: says why somebody is suggested: %j', (uses, words) => {
  expect(suggestionWords({ ...nobody, ...uses }, now)).toBe(words);
});
