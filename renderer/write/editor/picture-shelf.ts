/** The pictures of a message by content id, as addresses that this page can show. They live as long as it is open. */
export interface PictureShelf {
  put(contentId: string, file: Blob): void;
  /** Null for a picture that is not at hand; `find` may have it. */
  urlOf(contentId: string): string | null;
  /** Asks for a picture from an earlier window. Null when there is none to show. */
  find(contentId: string): Promise<string | null>;
  clear(): void;
}

/** `read` brings the bytes of a picture that was put into the message elsewhere. */
export function createPictureShelf(read: (contentId: string) => Promise<Blob | null>): PictureShelf {
  const urls = new Map<string, string>();
  let isCleared = false;

  function put(contentId: string, file: Blob): string {
    const url = URL.createObjectURL(file);
    urls.set(contentId, url);
    return url;
  }

  return {
    put,
    urlOf: (contentId) => urls.get(contentId) ?? null,
    async find(contentId) {
      const file = await read(contentId).catch(() => null);
      const known = urls.get(contentId);
      if (known !== undefined || file === null || isCleared) return known ?? null;
      return put(contentId, file);
    },
    clear() {
      isCleared = true;
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}
