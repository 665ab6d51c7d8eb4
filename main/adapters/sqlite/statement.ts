declare const shape: unique symbol;

/** The text of one SQL statement, with its named parameters (null: it has none) and its row as types. */
export interface Statement<Params extends object | null, Row> {
  readonly text: string;
  readonly [shape]?: (params: Params) => Row;
}

const texts = new Set<string>();

/**
 * Declares a statement, once, at the top of the file that uses it:
 * `const findBlob = sql<{ sha256: Sha256 }, BlobRow>('SELECT … WHERE sha256 = :sha256')`.
 * The text never contains a value. A test prepares every declared text against the newest schema.
 */
export function sql<Params extends object | null, Row = never>(text: string): Statement<Params, Row> {
  texts.add(text);
  return { text };
}

/**
 * Every text declared by the modules loaded so far.
 * @public used by the test that prepares them all
 */
export function declaredStatements(): readonly string[] {
  return [...texts];
}
