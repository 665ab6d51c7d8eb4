import type { ErrorCode, StructuredError } from '../../../contract/errors.ts';
import type { FlagOrigin } from '../../../contract/flags.ts';
import type { MailAddress } from '../../../contract/message.ts';
import type { Digest } from '../ports/digest.ts';
import { domainOf } from '../recipients/domain-of.ts';
import { type Flag, type Flags, whereSet } from './flags.ts';

export interface GateQuestion {
  readonly workspace: string;
  readonly actor: string;
  /** Everybody the mail goes to: to, cc and bcc. */
  readonly recipients: readonly MailAddress[];
}

export interface GateRefusal {
  readonly allow: false;
  readonly code: ErrorCode;
  /** What happened and what is safe, for a person. Names domains, never addresses. */
  readonly reason: string;
  readonly setting: string;
  readonly origin: FlagOrigin;
}

export type GateAnswer = { readonly allow: true } | GateRefusal;

/** Asks the gates in row MP3's order; the first that refuses is the answer. */
export function askGates(flags: Flags, question: GateQuestion, digest: Digest): GateAnswer {
  const { enabled, paused, internalOnly, internalDomains, rolloutPercent } = flags;
  if (!enabled.value) {
    return refusal(enabled, 'provider_disabled', 'Sending through Microsoft 365 is switched off. Nothing was sent.');
  }
  if (paused.value) {
    return refusal(paused, 'provider_paused', 'Sending through Microsoft 365 is paused. Nothing was sent.');
  }
  const outside = outsideDomains(question.recipients, internalDomains);
  if (outside.length > 0) {
    const reason = `Only inside recipients are allowed, and ${outside.join(', ')} is outside. Nothing was sent.`;
    return refusal(internalOnly, 'internal_only_recipient_blocked', reason);
  }
  if (rolloutBucket(question.workspace, question.actor, digest) >= rolloutPercent.value) {
    const why = rolloutPercent.problem === null ? '' : ` ${rolloutPercent.problem}`;
    const reason = `Sending is being rolled out in steps and has not reached this mailbox yet.${why} Nothing was sent.`;
    return refusal(rolloutPercent, 'rollout_gated', reason);
  }
  return { allow: true };
}

/** Who decided a switch, to follow "set by". */
export const setByWords: Readonly<Record<FlagOrigin, string>> = {
  policy: 'the policy file',
  environment: 'the environment',
  redis: 'Redis, for all',
  person: 'a choice in the settings',
  account: 'the connected mailbox',
  default: 'default',
};

/** What to look for, and whom to ask. */
export function whoDecides({ setting, origin }: Pick<GateRefusal, 'setting' | 'origin'>): string {
  return `${setting} decides this; it is set by ${setByWords[origin]}.`;
}

/** What the error of a closed gate says, whoever is refused. */
export function refusalWords(refused: GateRefusal): Omit<StructuredError, 'error_code' | 'field' | 'retriable'> {
  const { reason, setting, origin } = refused;
  return { message: reason, remediation: whoDecides(refused), details: { setting, origin } };
}

/**
 * Where this pair stands from 0 to 99, the same at every ask: the whole SHA-256 of `workspace:actor`
 * as one big-endian number, modulo 100 (row SM8).
 * @testexport
 */
export function rolloutBucket(workspace: string, actor: string, digest: Digest): number {
  return Number(BigInt(`0x${digest.sha256Hex(`${workspace}:${actor}`)}`) % 100n);
}

function refusal(flag: Flag<unknown>, code: ErrorCode, reason: string): GateAnswer {
  return { allow: false, code, reason, setting: whereSet(flag), origin: flag.origin };
}

/** A subdomain is not its parent: only domains that were named are inside. */
function outsideDomains(recipients: readonly MailAddress[], inside: readonly string[] | null): string[] {
  if (inside === null) return [];
  const domains = recipients.map(({ address }) => domainOf(address));
  return [...new Set(domains)].filter((domain) => !inside.includes(domain));
}
