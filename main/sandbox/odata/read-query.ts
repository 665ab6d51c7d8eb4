import { GraphError, badRequest } from '../http/graph-error.ts';
import { normalizePropertyId } from '../store/extended-properties.ts';
import { listProperties } from './check-type.ts';
import type { CompiledFilter } from './compile-filter.ts';
import { columnOf, compileFilter } from './compile-filter.ts';

/** The system query options that the mail surface knows. */
export interface Query {
  readonly select: readonly string[] | null;
  readonly expand: Expand;
  readonly filter: CompiledFilter | null;
  /** Ends of an ORDER BY clause. */
  readonly orderBy: readonly string[];
  readonly top: number;
  readonly skip: number;
}

export interface Expand {
  /** Which base properties of the attachments; null means everything. Undefined when they are not asked for. */
  readonly attachments?: readonly string[] | null;
  /** Normalized ids of the extended properties that are shown. */
  readonly extendedPropertyIds: readonly string[];
}

/** Throws the 400s of options that do not parse. `maximum` is the page size that `Prefer` asks for. */
export function readQuery(parameters: URLSearchParams, nowMs: number, preferredPageSize: number | null): Query {
  const filterText = parameters.get('$filter');
  const filter = filterText === null ? null : compileFilter(filterText, nowMs);
  const orderText = parameters.get('$orderby');
  return {
    select: readSelect(parameters.get('$select'), 'message'),
    expand: readExpand(parameters.get('$expand')),
    filter,
    orderBy: orderText === null ? ['m.received_at_ms DESC', 'm.n DESC'] : readOrder(orderText, filter),
    top: readTop(parameters.get('$top') ?? String(preferredPageSize ?? 10)),
    skip: Math.max(0, Number.parseInt(parameters.get('$skip') ?? '0', 10) || 0),
  };
}

/** Only properties of the named type may be selected: `contentId` is none of `attachment`. */
export function readSelect(text: string | null, typeName: string): string[] | null {
  if (text === null || text.trim() === '') return null;
  const known = Object.keys(listProperties(typeName));
  return text.split(',').map((raw) => {
    const name = known.find((candidate) => candidate.toLowerCase() === raw.trim().toLowerCase());
    if (name !== undefined) return name;
    throw badRequest(
      `Could not find a property named '${raw.trim()}' on type 'microsoft.graph.${typeName}'.`,
      'RequestBroker--ParseUri',
    );
  });
}

export function readTop(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > 1000)
    throw badRequest(`Invalid value '${text}' for $top query option found. The value must be between 1 and 1000.`);
  return top;
}

/** With a filter, the sorted properties must lead it, in the same order. */
function readOrder(text: string, filter: CompiledFilter | null): string[] {
  const terms = text.split(',').map((term) => term.trim().split(/\s+/));
  const isLed = terms.every(([name], index) => filter === null || filter.properties[index] === name);
  if (!isLed)
    throw new GraphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  const clauses = terms.map(([name = '', direction = 'asc']) => {
    const column = columnOf(name);
    if (column === undefined || !/^(asc|desc)$/i.test(direction))
      throw badRequest(`Invalid $orderby clause '${text}'.`, 'RequestBroker--ParseUri');
    return `${column} ${direction.toUpperCase()}`;
  });
  return [...clauses, 'm.n DESC'];
}

function readExpand(text: string | null): Expand {
  if (text === null) return { extendedPropertyIds: [] };
  const extendedPropertyIds: string[] = [];
  let attachments: readonly string[] | null | undefined;
  for (const part of splitOutsideParentheses(text)) {
    const match = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part);
    const inner = match?.[2] ?? '';
    switch (match?.[1]?.toLowerCase()) {
      case 'attachments':
        attachments = readSelect(/\$select=([^;]*)/i.exec(inner)?.[1] ?? null, 'attachment');
        break;
      case 'singlevalueextendedproperties':
        for (const [, id = ''] of inner.matchAll(/\bid\s+eq\s+'((?:[^']|'')*)'/gi))
          extendedPropertyIds.push(normalizePropertyId(id.replaceAll("''", "'")) ?? id);
        break;
      default:
        throw badRequest(
          `Could not find a property named '${match?.[1] ?? part}' on type 'microsoft.graph.message'.`,
          'RequestBroker--ParseUri',
        );
    }
  }
  return { extendedPropertyIds, ...(attachments === undefined ? {} : { attachments }) };
}

function splitOutsideParentheses(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let isQuoted = false;
  for (const char of text) {
    if (char === "'") isQuoted = !isQuoted;
    else if (!isQuoted && char === '(') depth += 1;
    else if (!isQuoted && char === ')') depth -= 1;
    if (char === ',' && depth === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
