/** What the text of a message shows, by the names after `cid:`, decoded and without case. */
export function findContentIds(body: string): ReadonlySet<string> {
  const named = body.matchAll(/\bcid:([^\s"'<>)\\]+)/gi);
  return new Set(Array.from(named, ([, name = '']) => normalized(name)));
}

/** A content id as a header writes it may stand in angle brackets. */
export function isShownBy(contentIds: ReadonlySet<string>, contentId: string | null): boolean {
  return contentId !== null && contentIds.has(normalized(contentId.replace(/^\s*<|>\s*$/g, '')));
}

function normalized(name: string): string {
  const plain = name.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain).toLowerCase();
  } catch {
    return plain.toLowerCase();
  }
}
