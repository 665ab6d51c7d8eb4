import type { SignInReason } from '../../contract/accounts.ts';

/** Why somebody has to sign in again, as the identity service told it. */
export function whyAgain(reason: SignInReason | undefined): string {
  return reason === undefined ? 'Your organization wants you to sign in again.' : words[reason];
}

const words: Readonly<Record<SignInReason, string>> = {
  consent: 'The permission for Mailroom was withdrawn. Signing in again grants it anew.',
  verification: 'Your organization wants a further proof that it is you.',
  policy: 'A policy of your organization does not let Mailroom sign in now.',
};
