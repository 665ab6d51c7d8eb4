import type { Database } from 'better-sqlite3';

export interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

const typeWords = ['String', 'SystemTime', 'Integer', 'Long', 'Short', 'Boolean', 'Binary', 'Double', 'Float', 'CLSID'];

/**
 * One spelling for ids that mean the same: the type word and the GUID are compared without case, a property's own name
 * with it. `String {GUID} Name marker` and `SystemTime 0x3FEF` are the two usual forms. Null when it is neither.
 */
export function normalizePropertyId(id: string): string | null {
  const match = /^(\w+)\s+(?:\{([0-9a-f-]{36})\}\s+(?:name\s+(.+)|id\s+(0x[0-9a-f]+))|(0x[0-9a-f]+))$/i.exec(id.trim());
  const [, word = '', guid, name, numericId, tag] = match ?? [];
  const type = typeWords.find((known) => known.toLowerCase() === word.toLowerCase());
  if (type === undefined) return null;
  if (guid === undefined) return `${type} ${(tag ?? '').toLowerCase()}`;
  const last = name === undefined ? `Id ${(numericId ?? '').toLowerCase()}` : `Name ${name}`;
  return `${type} {${guid.toLowerCase()}} ${last}`;
}

/** When a message is to leave. */
export const deferredSendProperty = 'SystemTime 0x3fef';

export function setExtendedProperty(
  db: Database,
  messageN: number,
  property: ExtendedProperty,
  filterableAtMs: number,
): void {
  db.prepare(
    `INSERT INTO extended_property (message_n, id, value, filterable_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (message_n, id) DO UPDATE SET value = excluded.value, filterable_at_ms = excluded.filterable_at_ms`,
  ).run(messageN, property.id, property.value, filterableAtMs);
}

export function listExtendedProperties(db: Database, messageN: number): ExtendedProperty[] {
  return db
    .prepare<[number], ExtendedProperty>('SELECT id, value FROM extended_property WHERE message_n = ? ORDER BY id')
    .all(messageN);
}

export function dropExtendedProperties(db: Database, messageN: number): void {
  db.prepare('DELETE FROM extended_property WHERE message_n = ?').run(messageN);
}

export function postponeFiltering(db: Database, messageN: number, filterableAtMs: number): void {
  db.prepare('UPDATE extended_property SET filterable_at_ms = ? WHERE message_n = ?').run(filterableAtMs, messageN);
}
