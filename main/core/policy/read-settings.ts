import type { ErrorCode } from '../../../contract/errors.ts';
import type { SettingOrigin } from '../../../contract/settings.ts';
import { isLoopbackAddress } from './setting-kinds.ts';
import { settingTable, type SettingName, type SettingRow, type Settings } from './settings.ts';

/**
 * Highest first: an administrator's word stands over the environment, that over what a person chose, and that over what
 * an account turned on.
 */
const layerNames = ['policy', 'environment', 'person', 'account'] as const satisfies readonly SettingOrigin[];

/** Values as written, by variable name. Texts, numbers, booleans and lists of texts; `undefined`, `null` and `''` mean not set. */
export type SettingLayer = Readonly<Record<string, unknown>>;
export type SettingLayers = { readonly [Name in (typeof layerNames)[number]]?: SettingLayer };
export type SettingOrigins = Readonly<Record<SettingName, SettingOrigin>>;

export interface SettingFault {
  readonly name: SettingName;
  readonly code: ErrorCode;
  /** One sentence: the variable, the shape of its value, the allowed range. */
  readonly message: string;
}

export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: SettingOrigins;
  readonly notes: readonly string[];
}

export type SettingsResult =
  | ({ readonly ok: true } & ResolvedSettings)
  | { readonly ok: false; readonly faults: readonly SettingFault[] };

const entries: readonly [string, SettingRow<SettingName, unknown>][] = Object.entries(settingTable);
const names = entries.map(([, row]) => row.name);

/** Resolves every setting from its highest layer. All bad values are reported together, not one a start. */
export function readSettings(layers: SettingLayers): SettingsResult {
  const values: Record<string, unknown> = {};
  const origins: Record<string, SettingOrigin> = {};
  const faults: SettingFault[] = [];
  for (const [key, row] of entries) {
    const found = findValue(layers, row.name);
    const value = found === null ? row.fallback : parseValue(row, found.raw);
    if (value === undefined) faults.push(rangeFault(row, found?.raw));
    else values[key] = value;
    origins[row.name] = found?.origin ?? 'default';
  }
  if (!areComplete(values) || !nameEvery(origins)) return { ok: false, faults };
  const conflicts = combinationFaults(values);
  if (conflicts.length > 0) return { ok: false, faults: conflicts };
  return { ok: true, settings: values, origins, notes: [...unknownNames(layers), ...advice(values)] };
}

/** A key is only ever set by its own row's parser or fallback, so values with every key have every type. */
function areComplete(values: Record<string, unknown>): values is Settings {
  return entries.every(([key]) => key in values);
}

function nameEvery(origins: Record<string, SettingOrigin>): origins is SettingOrigins {
  return names.every((name) => name in origins);
}

function findValue(layers: SettingLayers, name: SettingName): { raw: unknown; origin: SettingOrigin } | null {
  for (const origin of layerNames) {
    const raw = layers[origin]?.[name];
    if (raw !== undefined && raw !== null && asText(raw) !== '') return { raw, origin };
  }
  return null;
}

function parseValue(row: SettingRow<SettingName, unknown>, raw: unknown): unknown {
  const text = asText(raw);
  return text === null ? undefined : row.parse(text);
}

/** Null for what no variable can hold, such as a JSON object. */
function asText(raw: unknown): string | null {
  if (typeof raw === 'string') return raw.trim();
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return Array.isArray(raw) && raw.every((item) => typeof item === 'string') ? raw.join(',') : null;
}

function rangeFault(row: SettingRow<SettingName, unknown>, raw: unknown): SettingFault {
  return fault(row, `${row.name} is ${shapeOf(raw, row.secret)}; it must be ${row.range}.`);
}

function fault(row: SettingRow<SettingName, unknown>, message: string): SettingFault {
  return { name: row.name, code: row.faultCode, message };
}

/** An address with an @ may carry a password, so it is described like a secret. */
function shapeOf(raw: unknown, isSecret: boolean): string {
  const text = asText(raw);
  if (text === null) return Array.isArray(raw) ? 'a mixed list' : 'an object';
  if (isSecret || text.includes('@')) return `a text of ${text.length} characters`;
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function combinationFaults(settings: Settings): SettingFault[] {
  const faults: SettingFault[] = [];
  const base = settings.graphBaseUrl;
  if (settings.accessToken !== null && (base === null || !isLoopbackAddress(base))) {
    const where = base === null ? 'is not set' : 'is another machine';
    const row = settingTable.accessToken;
    faults.push(fault(row, `${row.name} is set, but MS_GRAPH_BASE_URL ${where}; it must be a loopback address then.`));
  }
  if (settings.sharedTokens && settings.redisUrl === null) {
    const row = settingTable.sharedTokens;
    faults.push(fault(row, `${row.name} is "true", but REDIS_URL is not set; tokens are shared through Redis alone.`));
  }
  if (settings.sharedTokens && settings.encryptionKey === null) {
    const row = settingTable.sharedTokens;
    const why = 'all who share tokens must have the same key';
    faults.push(fault(row, `${row.name} is "true", but OAUTH_ENCRYPTION_KEY is not set; ${why}.`));
  }
  if (settings.limitUploadBytesPer5Min < settings.uploadChunkBytes) {
    const row = settingTable.limitUploadBytesPer5Min;
    const least = `at least one chunk (MS_UPLOAD_CHUNK_SIZE_BYTES, ${settings.uploadChunkBytes})`;
    faults.push(fault(row, `${row.name} is "${settings.limitUploadBytesPer5Min}"; it must be ${least}.`));
  }
  return faults;
}

function unknownNames(layers: SettingLayers): string[] {
  const known = new Set<string>(names);
  return layerNames.flatMap((layer) =>
    Object.keys(layers[layer] ?? {})
      // An environment is full of other programs' variables; a policy file is ours alone.
      .filter((name) => layer !== 'environment' || /^(MS|MAILROOM)_(?!TEST_)/.test(name))
      .filter((name) => !known.has(name))
      .map((name) => `${name} (${layer}) is not a setting of Mailroom and has no effect.`),
  );
}

function advice(settings: Settings): string[] {
  const notes: string[] = [];
  if (settings.clientSecret !== null) notes.push('MS_CLIENT_SECRET is ignored on a desktop, which cannot keep one.');
  if (settings.redirectUri !== null) notes.push('MS_REDIRECT_URI is ignored on a desktop, which answers on loopback.');
  if (settings.internalOnly && settings.internalDomains.length === 0) {
    notes.push('MS_INTERNAL_ONLY has no effect, because MS_INTERNAL_DOMAINS names no domain.');
  }
  return notes;
}
