import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { FileQuery } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { useStream } from '../app/use-stream.ts';
import { type Anchor, type FileList, type FileListState, openFileList } from './file-list.ts';
import type { ListHandle } from './use-list-focus.ts';

interface OpenList {
  readonly list: FileList;
  readonly query: FileQuery;
}

/**
 * The list of a question. While the answer to a new one is on its way, the old one stays; what is seen stays where it is
 * when files come in above.
 */
export function useFileList(
  query: FileQuery,
  listed: RefObject<Pick<ListHandle, 'topLine' | 'shift'> | null>,
): { readonly list: FileList; readonly state: FileListState } {
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

  function anchorOf(list: FileList): Anchor | null {
    const index = listed.current?.topLine() ?? null;
    const row = index === null ? null : list.rowAt(index);
    return index === null || row === null ? null : { index, id: row.id };
  }
  const refresh = useEffectEvent(() => {
    void shown.list.refresh(anchorOf(shown.list)).then((files) => listed.current?.shift(files));
  });
  useStream(
    'files.watch',
    (engine, signal) => engine.files.watch({}, { signal }),
    () => refresh(),
  );
  const state = useStore(shown.list.state);
  return { list: shown.list, state };
}

function isSame(a: FileQuery, b: FileQuery): boolean {
  return (
    a.text === b.text &&
    a.sort.by === b.sort.by &&
    a.sort.descending === b.sort.descending &&
    a.withInline === b.withInline
  );
}
