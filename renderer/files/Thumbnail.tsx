import { useEffect, useState, type ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { glyphOf } from './file-words.ts';
import { hasThumbnail, type Thumbnail as Shown, thumbnails } from './thumbnails.ts';

/** Somebody who scrolls past does not want to see it. */
const restMs = 120;

/** A picture in small, once it is known to be one that is safe to decode; its letters for everything else. */
export function Thumbnail({ row }: { readonly row: FileRow }): ReactElement {
  const client = useClient();
  const [shown, setShown] = useState<Shown | null>(() => thumbnails.peek(row.id));
  useEffect(() => {
    if (!hasThumbnail(row)) return;
    const leaving = new AbortController();
    const timer = window.setTimeout(
      () => {
        thumbnails
          .get(row, (part) => client.files.read(part), leaving.signal)
          .then(
            (found) => leaving.signal.aborted || setShown(found),
            () => undefined,
          );
      },
      thumbnails.peek(row.id) === null ? restMs : 0,
    );
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [row.id, row.state]);
  return (
    <span className="thumbnail" aria-hidden>
      {shown?.url === undefined ? (
        <span className="thumbnail-glyph mono">{glyphOf(row)}</span>
      ) : (
        <img src={shown.url} alt="" decoding="async" draggable={false} />
      )}
    </span>
  );
}
