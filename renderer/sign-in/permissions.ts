/** What Mailroom asks for, one plain line each. The names are those that Microsoft's consent page shows. */
export const permissions = [
  { name: 'Read and write your mail', why: 'makes the draft, uploads its files, finds it again after a crash' },
  { name: 'Send mail as you', why: 'sends it' },
  { name: 'Read your profile', why: 'shows which mailbox is connected' },
  { name: 'Keep access', why: 'goes on after an hour or a restart without asking again' },
] as const;
