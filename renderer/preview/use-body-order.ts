import { useEffect, useState } from 'react';
import type { FileId } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { readFault, type Fault } from '../app/fault.ts';
import type { ApiClient } from '../client/connection.ts';
import type { BodyOrder } from './preview-messages.ts';
import { readFileBytes } from './read-file-bytes.ts';

/** All pictures of one message together; those beyond count as not here. */
const MOST_PICTURE_BYTES = 30_000_000;

export type BodyState =
  | { readonly kind: 'reading' }
  /** The pictures are given away once. */
  | { readonly kind: 'read'; readonly order: BodyOrder }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** The text of a file's message with the pictures that belong into it. Another file is another component, by its key. */
export function useBodyOrder(id: FileId): BodyState {
  // A part of it is another object each time that it is asked for.
  const client = useClient();
  const [state, setState] = useState<BodyState>({ kind: 'reading' });
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (next: BodyState): void => {
      if (!leaving.signal.aborted) setState(next);
    };
    readBody(client.files, id, leaving.signal).then(tell, (thrown: unknown) =>
      tell({ kind: 'failed', fault: readFault(thrown) }),
    );
    return () => leaving.abort();
  }, [client, id]);
  return state;
}

async function readBody(files: ApiClient['files'], id: FileId, signal: AbortSignal): Promise<BodyState> {
  const body = await files.body({ id }, { signal });
  if (body.contentType === null) return { kind: 'none' };
  const pictures: BodyOrder['pictures'] = [];
  let total = 0;
  for (const { contentId, file } of body.pictures) {
    const row = body.files.find((candidate) => candidate.id === file);
    if (row?.state !== 'stored' || row.sizeBytes === null || total + row.sizeBytes > MOST_PICTURE_BYTES) continue;
    total += row.sizeBytes;
    const bytes = await readFileBytes(files.read, { id: file, totalBytes: row.sizeBytes, signal });
    pictures.push({ contentId, contentType: row.contentType, bytes });
  }
  return { kind: 'read', order: { kind: 'body', contentType: body.contentType, content: body.content, pictures } };
}
