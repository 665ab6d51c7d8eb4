/** Whether every word that is sought is somewhere in the texts; nothing sought finds everything. */
export function matchesSought(texts: readonly (string | null)[], sought: string): boolean {
  const text = texts.join(' ').toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
