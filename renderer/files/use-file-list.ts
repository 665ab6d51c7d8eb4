import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { FileQuery } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { useStream } from '../app/use-stream.ts';
import { type Anchor, type FileList, type FileListState, openFileList } from './file-list.ts';

interface OpenList {
  readonly list: FileList;
  readonly query: FileQuery;
}

/** The list of a question. While the answer to a new one is on its way, the old one stays. */
export function useFileList(
  query: FileQuery,
  watch: { readonly anchor: () => Anchor | null; readonly onShift: (rows: number) => void },
): { readonly list: FileList; readonly state: FileListState; readonly isSought: boolean } {
  const client = useClient();
  const open = (asked: FileQuery): OpenList => ({
    query: asked,
    list: openFileList((position, limit) =>
      client.files.page({ query: asked, at: { kind: 'position', position }, limit }),
    ),
  });
  const [shown, setShown] = useState(() => open(query));
  const isSought = !isSame(shown.query, query);

  useEffect(() => {
    if (!isSought) return;
    const next = open(query);
    const show = (): void => {
      shown.list.close();
      setShown(next);
    };
    const stop = next.list.state.subscribe(({ isKnown, fault }) => {
      if (!isKnown && fault === null) return;
      stop();
      show();
    });
    next.list.want(0, 0);
    return stop;
  }, [query.text, query.sort.by, query.sort.descending, query.withInline, isSought]);

  const refresh = useEffectEvent(() => {
    void shown.list.refresh(watch.anchor()).then(watch.onShift);
  });
  useStream(
    'files.watch',
    (engine, signal) => engine.files.watch({}, { signal }),
    () => refresh(),
  );
  const state = useStore(shown.list.state);
  return { list: shown.list, state, isSought };
}

function isSame(a: FileQuery, b: FileQuery): boolean {
  return (
    a.text === b.text &&
    a.sort.by === b.sort.by &&
    a.sort.descending === b.sort.descending &&
    a.withInline === b.withInline
  );
}
