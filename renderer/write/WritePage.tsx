import type { ReactElement } from 'react';

/** `id` is the message to open; null opens the one that was edited last, or a new one. */
export function WritePage({ id }: { readonly id: string | null }): ReactElement {
  return <section data-region="detail" aria-label={id === null ? 'New message' : 'Message'} />;
}
