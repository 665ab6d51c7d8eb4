import type { SignInReason } from '../../../contract/accounts.ts';
import type { StructuredError } from '../../../contract/errors.ts';

type Words = Pick<StructuredError, 'message' | 'remediation'> & { readonly details: { readonly sign_in: string } };

/** Numbers of the identity service by what they ask of whom (docs/entra-setup.md, When it does not work). */
const kinds = {
  /** Conditional Access, or nobody gave the person access to the application. */
  policy: [53000, 53001, 53002, 53003, 53004, 50105, 50131, 50158],
  /** Only an administrator may consent. */
  administrator: [90094, 90093, 90095],
  consent: [65001],
  verification: [50072, 50074, 50076, 50079],
  declined: [65004, 70017],
  late: [70020],
} as const satisfies Record<string, readonly number[]>;

type Kind = keyof typeof kinds;

function kindOf(code: string, number: string | null): Kind | null {
  const digits = Number(number?.replace(/\D/g, '') ?? '0');
  const found = Object.entries(kinds).find(([, numbers]) => (numbers as readonly number[]).includes(digits));
  if (found !== undefined) return found[0] as Kind;
  return Object.hasOwn(byCode, code) ? (byCode[code] ?? null) : null;
}

const byCode: Readonly<Partial<Record<string, Kind>>> = {
  access_denied: 'declined',
  authorization_declined: 'declined',
  expired_token: 'late',
  code_expired: 'late',
  consent_required: 'consent',
};

/** What a sign-in that did not come about is told as; null for what has no words of its own. */
export function signInFailure(code: string, number: string | null): Words | null {
  const kind = kindOf(code, number);
  if (kind === null) return null;
  const named = number === null ? '' : ` (${number})`;
  return { ...words[kind](named), details: { sign_in: kind } };
}

const askIt = 'Forward the text for IT to your administrator: it names what they need.';

const words: Readonly<Record<Kind, (named: string) => Omit<Words, 'details'>>> = {
  policy: (named) => ({
    message: `A policy of your organization does not let this sign-in through${named}. Nothing was changed.`,
    remediation: askIt,
  }),
  administrator: (named) => ({
    message: `In your organization an administrator has to allow Mailroom first${named}. Nothing was changed.`,
    remediation: askIt,
  }),
  consent: (named) => ({
    message: `Mailroom was not allowed what it asked for${named}. Nothing was changed.`,
    remediation: 'Sign in again and allow it, or ask your administrator to.',
  }),
  verification: (named) => ({
    message: `Your organization wants a further proof that it is you${named}. Nothing was changed.`,
    remediation: 'Sign in in the browser: its page asks for it.',
  }),
  declined: () => ({
    message: 'The sign-in page was left with Cancel. Nothing was changed.',
    remediation: 'Sign in again when you are ready.',
  }),
  late: () => ({
    message: 'Nobody typed the code while it was good. Nothing was changed.',
    remediation: 'Sign in again for a new code.',
  }),
};

/** Why a sign-in that was good is good no more, as far as it says. */
export function signInReasonOf(code: string, number: string | null): SignInReason | null {
  const kind = kindOf(code, number);
  if (kind === 'administrator') return 'policy';
  return kind === 'policy' || kind === 'consent' || kind === 'verification' ? kind : null;
}
