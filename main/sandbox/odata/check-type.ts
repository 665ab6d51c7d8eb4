import metadata from '../mail-subset-v1.json' with { type: 'json' };

interface PropertyInfo {
  readonly type: string;
  readonly nullable?: boolean;
}
interface TypeInfo {
  readonly kind: string;
  readonly BaseType?: string;
  readonly OpenType?: string;
  readonly members?: readonly string[];
  readonly properties?: Readonly<Record<string, PropertyInfo>>;
  readonly navigation?: Readonly<Record<string, PropertyInfo>>;
}

// The compiler takes each entry of the file for a type of its own.
const types = metadata.types as unknown as Readonly<Record<string, TypeInfo>>;

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  'Edm.String': (value) => typeof value === 'string',
  'Edm.Boolean': (value) => typeof value === 'boolean',
  'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647,
  'Edm.Int64': (value) => Number.isSafeInteger(value),
  'Edm.Binary': (value) => typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value),
  'Edm.DateTimeOffset': (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  'Edm.Guid': (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};

/** Every property of a type with those of its base types; navigation properties are included. */
export function listProperties(typeName: string): Readonly<Record<string, PropertyInfo>> {
  const type = types[typeName];
  if (type === undefined) return {};
  const base = type.BaseType === undefined ? {} : listProperties(shortName(type.BaseType));
  return { ...base, ...type.properties, ...type.navigation };
}

/**
 * Compares a value with the official v1.0 types and words the first difference as the service does; null when it fits.
 * `type` is as in the metadata: `Edm.Int64`, `graph.message`, `Collection(graph.recipient)`.
 */
export function checkType(value: unknown, type: string, name: string, nullable = true): string | null {
  if (value === null || value === undefined) return nullable ? null : nullProblem(name, type);
  const item = /^Collection\((.+)\)$/.exec(type)?.[1];
  if (item !== undefined) {
    if (!Array.isArray(value))
      return `An unexpected value was found for the property '${name}'. The expected type is a collection.`;
    return firstProblem(value.map((element: unknown) => () => checkType(element, item, name, false)));
  }
  const primitive = primitives[type];
  if (primitive !== undefined)
    return primitive(value)
      ? null
      : `Cannot convert the value of the property '${name}' to the expected type '${type}'.`;
  const info = types[shortName(type)];
  if (info === undefined) return null;
  if (info.members !== undefined) {
    const isMember = typeof value === 'string' && info.members.some((member) => sameName(member, value));
    return isMember
      ? null
      : `Requested value ${JSON.stringify(value)} was not found in 'microsoft.graph.${shortName(type)}'.`;
  }
  return checkStructure(value, shortName(type), name);
}

function checkStructure(value: unknown, typeName: string, name: string): string | null {
  if (typeof value !== 'object' || Array.isArray(value) || value === null)
    return `An unexpected value was found for '${name}'. A JSON object of type 'microsoft.graph.${typeName}' was expected.`;
  const declared = (value as Record<string, unknown>)['@odata.type'];
  const actual = typeof declared === 'string' ? shortName(declared) : typeName;
  const properties = listProperties(actual);
  const isOpen = types[actual]?.OpenType === 'true';
  return firstProblem(
    Object.entries(value as Record<string, unknown>).map(([key, inner]) => () => {
      if (key.includes('@')) return null;
      const property = properties[key];
      if (property !== undefined) return checkType(inner, property.type, key, property.nullable ?? true);
      if (isOpen) return null;
      return `The property '${key}' does not exist on type 'microsoft.graph.${actual}'. Make sure to only use property names that are defined by the type.`;
    }),
  );
}

function firstProblem(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}

function nullProblem(name: string, type: string): string {
  return `A null value was found for the property named '${name}', which has the expected type '${type}[Nullable=False]'. The expected type does not allow null values.`;
}

/** `#microsoft.graph.fileAttachment` and `graph.fileAttachment` are `fileAttachment`. */
function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
