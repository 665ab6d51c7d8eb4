import type { SettingForm } from '../../../contract/settings.ts';

/** How one kind of value is written: its range in words, and what a text means, `undefined` when it is out of range. */
export interface SettingKind<T> {
  readonly range: string;
  readonly form: SettingForm;
  readonly parse: (text: string) => T | undefined;
}

export const flag: SettingKind<boolean> = {
  range: 'true, false, 1 or 0',
  form: { kind: 'flag' },
  parse: (text) => {
    switch (text.toLowerCase()) {
      case 'true':
      case '1':
        return true;
      case 'false':
      case '0':
        return false;
      default:
        return undefined;
    }
  },
};

export function integer(min: number, max: number | null = null, multipleOf = 1): SettingKind<number> {
  const kind = multipleOf === 1 ? 'a whole number' : `a multiple of ${multipleOf}`;
  return {
    range: max === null ? `${kind}, at least ${min}` : `${kind} from ${min} to ${max}`,
    form: { kind: 'integer', min, max, multipleOf },
    parse: (text) => {
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      const fits = Number.isSafeInteger(value) && value >= min && value <= (max ?? value) && value % multipleOf === 0;
      return fits ? value : undefined;
    },
  };
}

export function choice<const Word extends string>(...words: readonly Word[]): SettingKind<Word> {
  return {
    range: `one of ${words.join(', ')}`,
    form: { kind: 'choice', words: [...words] },
    parse: (text) => words.find((word) => word === text.toLowerCase()),
  };
}

export function matching(range: string, pattern: RegExp): SettingKind<string> {
  return { range, form: { kind: 'text' }, parse: (text) => (pattern.test(text) ? text : undefined) };
}

/** An address without a closing slash. Plain http only to this machine, because what travels there is a token. */
export function webAddress(range: string, path: RegExp): SettingKind<string> {
  return {
    range,
    form: { kind: 'text' },
    parse: (text) => {
      const address = text.replace(/\/+$/, '');
      const parts = /^(https?):\/\/([^/?#@\s]+)(\/[^?#\s]*)?$/i.exec(address);
      if (parts === null || !path.test(parts[3] ?? '')) return undefined;
      return parts[1]?.toLowerCase() === 'https' || isLoopbackAddress(address) ? address : undefined;
    },
  };
}

/** True for the literal names of this machine alone: `127.0.0.1.example` is somebody else's. */
export function isLoopbackAddress(address: string): boolean {
  return /^https?:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?(?:\/|$)/i.test(address);
}

const domainName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

export const domainList: SettingKind<readonly string[]> = {
  range: 'domain names such as example.org, separated by commas',
  form: { kind: 'text' },
  parse: (text) => {
    const domains = text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((domain) => domain !== '');
    return domains.every((domain) => domainName.test(domain)) ? domains : undefined;
  },
};

/** A server of one's own network, which nothing secret is sent to. A name or a password in it would end up in logs. */
export const serverAddress = matching(
  'an http:// or https:// address without a password',
  /^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/i,
);

const redisParts =
  /^rediss?:\/\/(?:([^\s/?#]*)@)?(?:\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/\d{0,5})?(?:\?[^\s#]*)?$/i;

/** What the client of Redis could not read would end the start with an error that names no setting. */
export const redisAddress: SettingKind<string> = {
  range: 'a redis:// or rediss:// address, its password percent-encoded',
  form: { kind: 'text' },
  parse: (text) => {
    const parts = redisParts.exec(text);
    return parts !== null && Number(parts[2] ?? 0) <= 65_535 && isDecodable(parts[1] ?? '') ? text : undefined;
  },
};

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The rungs of a rollout, written as percentages. */
export const ladder: SettingKind<string> = {
  range: 'rising percentages that end in 100, separated by commas',
  form: { kind: 'text' },
  parse: (text) => {
    const rungs = rungsOf(text);
    const rise = rungs.every((rung, index) => Number.isInteger(rung) && rung > (rungs[index - 1] ?? 0));
    return rise && rungs.at(-1) === 100 ? rungs.join(',') : undefined;
  },
};

export function rungsOf(text: string): readonly number[] {
  return text.split(',').map((part) => (/^\s*\d{1,3}\s*$/.test(part) ? Number(part) : Number.NaN));
}
