/** The statements of a migration, a trigger with its body as one. Enough for our own files, no parser. */
export function splitStatements(text: string): readonly string[] {
  const withoutComments = text.replaceAll(/--.*$/gm, '');
  return withoutComments.match(/\s*CREATE TRIGGER[\s\S]*?END;|[^;]+;/g)?.map((statement) => statement.trim()) ?? [];
}
