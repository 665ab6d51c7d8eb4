/** What Mailroom asks for, one plain line each. The names are those that Microsoft's consent page shows. */
export const permissions = [
  { name: 'Read and write your mail', why: 'makes the draft, uploads its files and finds it again after a crash' },
  { name: 'Send mail as you', why: 'sends it' },
  { name: 'Sign you in and read your profile', why: 'shows which mailbox is connected' },
  { name: 'Keep access', why: 'goes on sending after an hour and after a restart, without asking again' },
] as const;
