/** Ids are opaque and case-sensitive, and may hold characters that a path may not. */
export function messagePath(messageId: string): string {
  return `/me/messages/${encodeURIComponent(messageId)}`;
}
