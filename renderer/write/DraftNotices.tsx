import type { ReactElement, ReactNode } from 'react';
import type { Composition } from '../../contract/compose.ts';
import { goTo } from '../app/location.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import type { DraftSession } from './draft/draft-session.ts';

export interface DraftNoticesProps {
  /** The same message as another window left it. */
  readonly conflict: Composition | null;
  readonly session: DraftSession;
  readonly isGone: boolean;
  readonly notice: string | null;
  readonly onDismiss: () => void;
}

/** What has to be said about the message as a whole. */
export function DraftNotices({ conflict, session, isGone, notice, onDismiss }: DraftNoticesProps): ReactElement {
  const nowMs = useNow(60_000);
  const { id } = session.store.getState().composition;
  return (
    <>
      {conflict === null ? null : (
        <Notice
          words={`This message was changed elsewhere at ${formatTime(conflict.savedAt, nowMs)}. Both texts are safe: choose one.`}
        >
          <Button look="quiet" onPress={() => session.resolveConflict('mine')}>
            Keep this text
          </Button>
          <Button look="quiet" onPress={() => session.resolveConflict('theirs')}>
            Use the other text
          </Button>
        </Notice>
      )}
      {isGone ? (
        <Notice words="This message is no draft any more: it was handed over or discarded elsewhere.">
          <Button look="quiet" onPress={() => goTo('outbox', id)}>
            Show it in the Outbox
          </Button>
        </Notice>
      ) : null}
      {notice === null ? null : (
        <Notice words={notice}>
          <Button look="quiet" onPress={onDismiss}>
            Dismiss
          </Button>
        </Notice>
      )}
    </>
  );
}

function Notice({ words, children }: { readonly words: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="write-remark" role="status">
      <p>{words}</p>
      {children}
    </div>
  );
}
