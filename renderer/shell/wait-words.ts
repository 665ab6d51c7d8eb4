/** Why a mailbox is paced, as a sentence; the engine names the budget. */
export function waitWords(because: string): string {
  return words[because] ?? 'Microsoft 365 asked us to slow down.';
}

const words: Readonly<Record<string, string>> = {
  requests: 'This mailbox has made as many requests as it may for now.',
  uploadBytes: 'This mailbox has uploaded as much as it may for now.',
  messages: 'This mailbox has sent as many messages as it may this minute.',
};
