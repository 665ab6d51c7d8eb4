import { badRequest } from '../http/graph-error.ts';
import { normalizePropertyId } from '../store/extended-properties.ts';
import type { Token } from './tokenize.ts';
import { tokenize } from './tokenize.ts';

/** A filter as an SQL condition on `message m`, with the properties that it names in their order. */
export interface CompiledFilter {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
  readonly properties: readonly string[];
}

type ColumnKind = 'text' | 'flag' | 'time' | 'propertyId';

const columns: Readonly<Record<string, { sql: string; kind: ColumnKind }>> = {
  internetMessageId: { sql: 'm.internet_message_id', kind: 'text' },
  conversationId: { sql: 'm.conversation_id', kind: 'text' },
  subject: { sql: 'm.subject COLLATE NOCASE', kind: 'text' },
  importance: { sql: 'm.importance', kind: 'text' },
  'from/emailAddress/address': { sql: 'm.from_address COLLATE NOCASE', kind: 'text' },
  isDraft: { sql: 'm.is_draft', kind: 'flag' },
  isRead: { sql: 'm.is_read', kind: 'flag' },
  hasAttachments: { sql: 'm.has_attachments', kind: 'flag' },
  receivedDateTime: { sql: 'm.received_at_ms', kind: 'time' },
  sentDateTime: { sql: 'm.sent_at_ms', kind: 'time' },
  createdDateTime: { sql: 'm.created_at_ms', kind: 'time' },
  lastModifiedDateTime: { sql: 'm.modified_at_ms', kind: 'time' },
};

const operators: Readonly<Record<string, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' };

/** The column that a property is sorted by. */
export function columnOf(property: string): string | undefined {
  return columns[property]?.sql;
}

/** Throws the 400 of a filter that the service would not understand. */
export function compileFilter(text: string, nowMs: number): CompiledFilter {
  const parameters: (string | number)[] = [];
  const properties: string[] = [];
  const tokens = tokenize(text);
  let at = 0;

  const fail = (): never => {
    throw badRequest(`Invalid filter clause: syntax error in '${text}'.`);
  };
  const peek = (): Token | undefined => tokens[at];
  const take = (expected?: string): Token => {
    const token = tokens[at] ?? fail();
    if (expected !== undefined && token.text.toLowerCase() !== expected) fail();
    at += 1;
    return token;
  };
  const isNext = (word: string): boolean => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;

  const readOr = (variable: string | null): string => {
    let sql = readAnd(variable);
    while (isNext('or')) {
      take();
      sql = `(${sql} OR ${readAnd(variable)})`;
    }
    return sql;
  };
  const readAnd = (variable: string | null): string => {
    let sql = readTerm(variable);
    while (isNext('and')) {
      take();
      sql = `(${sql} AND ${readTerm(variable)})`;
    }
    return sql;
  };
  const readTerm = (variable: string | null): string => {
    if (isNext('not')) {
      take();
      return `NOT ${readTerm(variable)}`;
    }
    if (peek()?.text === '(') {
      take();
      const sql = readOr(variable);
      take(')');
      return `(${sql})`;
    }
    const name = take();
    if (name.kind !== 'word') fail();
    if (/^singleValueExtendedProperties\/any$/i.test(name.text)) return readAny();
    if (name.text === 'contains' || name.text === 'startswith') return readTextCall(name.text, variable);
    return readComparison(name.text, variable);
  };
  const readAny = (): string => {
    take('(');
    const variable = take().text;
    take(':');
    const sql = readOr(variable);
    take(')');
    properties.push('singleValueExtendedProperties');
    parameters.push(nowMs);
    return `EXISTS (SELECT 1 FROM extended_property e WHERE e.message_n = m.n AND ${sql} AND e.filterable_at_ms <= ?)`;
  };
  const columnFor = (name: string, variable: string | null): { sql: string; kind: ColumnKind } => {
    if (variable !== null) {
      if (name === `${variable}/id`) return { sql: 'e.id', kind: 'propertyId' };
      if (name === `${variable}/value`) return { sql: 'e.value COLLATE NOCASE', kind: 'text' };
    }
    const column = columns[name];
    if (column === undefined)
      throw badRequest(
        `Could not find a property named '${name}' on type 'microsoft.graph.message'.`,
        'RequestBroker--ParseUri',
      );
    if (!properties.includes(name)) properties.push(name);
    return column;
  };
  const readTextCall = (call: string, variable: string | null): string => {
    take('(');
    const column = columnFor(take().text, variable);
    take(',');
    const literal = take();
    take(')');
    if (literal.kind !== 'string' || column.kind !== 'text') fail();
    parameters.push(literal.text.toLowerCase());
    const position = `instr(lower(${column.sql.replace(' COLLATE NOCASE', '')}), ?)`;
    return call === 'contains' ? `${position} > 0` : `${position} = 1`;
  };
  const readComparison = (name: string, variable: string | null): string => {
    const column = columnFor(name, variable);
    const operator = operators[take().text.toLowerCase()] ?? fail();
    parameters.push(readLiteral(take(), column.kind) ?? fail());
    return `${column.sql} ${operator} ?`;
  };

  const sql = readOr(null);
  if (at < tokens.length) fail();
  return { sql, parameters, properties };
}

/** Null when the literal does not fit the property. */
function readLiteral(token: Token, kind: ColumnKind): string | number | null {
  switch (kind) {
    case 'text':
      return token.kind === 'string' ? token.text : null;
    case 'propertyId':
      return token.kind === 'string' ? (normalizePropertyId(token.text) ?? token.text) : null;
    case 'flag':
      return token.text === 'true' ? 1 : token.text === 'false' ? 0 : null;
    case 'time': {
      const atMs = token.kind === 'string' ? Number.NaN : Date.parse(token.text);
      return Number.isNaN(atMs) ? null : atMs;
    }
  }
}
