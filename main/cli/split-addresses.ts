/** "Doe, Jane" <jane@example.com>, joe@example.com → two. Commas and semicolons inside quotes or brackets do not separate. */
export function splitAddresses(list: string): readonly string[] {
  const parts = list.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,;])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
