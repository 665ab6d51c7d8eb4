import type { ErrorCode } from '../../../contract/errors.ts';
import type { MailAddress } from '../../../contract/message.ts';
import type { SettingOrigin } from '../../../contract/settings.ts';
import type { Digest } from '../ports/digest.ts';
import type { SettingOrigins } from './read-settings.ts';
import type { Settings } from './settings.ts';

/** A switch and who set it. `name` is what an operator would look for. */
interface Flag<T> {
  readonly name: string;
  readonly value: T;
  readonly origin: SettingOrigin;
}

export interface Flags {
  readonly enabled: Flag<boolean>;
  readonly paused: Flag<boolean>;
  /** The domains mail may go to; null when it may go anywhere. */
  readonly internalDomains: Flag<readonly string[] | null>;
  /** 0 to 100. */
  readonly rolloutPercent: Flag<number>;
}

export interface GateQuestion {
  readonly workspace: string;
  readonly actor: string;
  /** Everybody the mail goes to: to, cc and bcc. */
  readonly recipients: readonly MailAddress[];
}

export type GateAnswer =
  | { readonly allow: true }
  | {
      readonly allow: false;
      readonly code: ErrorCode;
      /** What happened and what is safe, for a person. Names domains, never addresses. */
      readonly reason: string;
      readonly setting: string;
      readonly origin: SettingOrigin;
    };

/** The flags when no shared source stages a rollout: nothing is paused and everybody is in (rows MP3, MP6). */
export function flagsFromSettings(settings: Settings, origins: SettingOrigins): Flags {
  const restricted = settings.internalOnly && settings.internalDomains.length > 0;
  return {
    enabled: {
      name: 'PROVIDER_MICROSOFT_ENABLED',
      value: settings.providerEnabled,
      origin: origins.PROVIDER_MICROSOFT_ENABLED,
    },
    paused: { name: 'flags:microsoft:paused', value: false, origin: 'default' },
    internalDomains: {
      name: 'MS_INTERNAL_ONLY',
      value: restricted ? settings.internalDomains : null,
      origin: origins.MS_INTERNAL_ONLY,
    },
    rolloutPercent: { name: 'flags:microsoft:rollout_percent', value: 100, origin: 'default' },
  };
}

/** Asks the gates in row MP3's order; the first that refuses is the answer. */
export function askGates(flags: Flags, question: GateQuestion, digest: Digest): GateAnswer {
  const { enabled, paused, internalDomains, rolloutPercent } = flags;
  if (!enabled.value) {
    return refusal(enabled, 'provider_disabled', 'Sending through Microsoft 365 is switched off. Nothing was sent.');
  }
  if (paused.value) {
    return refusal(paused, 'provider_paused', 'Sending through Microsoft 365 is paused. Nothing was sent.');
  }
  const outside = outsideDomains(question.recipients, internalDomains.value);
  if (outside.length > 0) {
    const reason = `Only inside recipients are allowed, and ${outside.join(', ')} is outside. Nothing was sent.`;
    return refusal(internalDomains, 'internal_only_recipient_blocked', reason);
  }
  if (rolloutBucket(question.workspace, question.actor, digest) >= rolloutPercent.value) {
    const reason = 'Sending is being rolled out in steps and has not reached this mailbox yet. Nothing was sent.';
    return refusal(rolloutPercent, 'rollout_gated', reason);
  }
  return { allow: true };
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
  return { allow: false, code, reason, setting: flag.name, origin: flag.origin };
}

/** A subdomain is not its parent: only domains that were named are inside. */
function outsideDomains(recipients: readonly MailAddress[], inside: readonly string[] | null): string[] {
  if (inside === null) return [];
  const domains = recipients.map(({ address }) => address.slice(address.lastIndexOf('@') + 1).toLowerCase());
  return [...new Set(domains)].filter((domain) => !inside.includes(domain));
}
