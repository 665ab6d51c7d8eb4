/** The bytes of the pictures that this page has, by content id. They live as long as the message is open. */
export interface PictureShelf {
  put(contentId: string, file: Blob): void;
  readonly urlOf: (contentId: string) => string | null;
  clear(): void;
}

export function createPictureShelf(): PictureShelf {
  const urls = new Map<string, string>();
  return {
    put: (contentId, file) => void urls.set(contentId, URL.createObjectURL(file)),
    urlOf: (contentId) => urls.get(contentId) ?? null,
    clear() {
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}
