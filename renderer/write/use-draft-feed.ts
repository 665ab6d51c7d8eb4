import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';
import type { DraftSession } from './draft/draft-session.ts';
import { describeUploads } from './files/file-milestones.ts';

/** Takes over what the engine says of the open message. True once it is no draft any more, by somebody else's hand. */
export function useDraftFeed(session: DraftSession): boolean {
  const { id } = session.store.getState().composition;
  const stream = useStream(
    `compose.${id}`,
    (client, signal) => client.compose.watch({ id }, { signal }),
    (composition) => session.receive(composition),
  );
  const files = useStore(session.store, ({ composition }) => composition.files);
  const told = useRef(files);
  useEffect(() => {
    const words = describeUploads(told.current, files);
    told.current = files;
    if (words !== null) announce(words);
  }, [files]);
  useEffect(() => () => void session.leave(), [session]);
  const isOurs = useStore(session.store, ({ sending, sent }) => sending !== 'no' || sent !== null);
  return stream === 'ended' && !isOurs;
}
