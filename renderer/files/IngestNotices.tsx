import type { ReactElement } from 'react';
import type { IngestStatus } from '../../contract/ingest.ts';
import { goTo } from '../app/location.ts';
import { Button } from '../ui/Button.tsx';
import { ask } from './files-question.ts';
import { ingestNotices, type ToldNotice } from './ingest-words.ts';

const mostShown = 2;

/** What stands in the way of files, above the list: at most two, worst first. */
export function IngestNotices({
  status,
  isOffline,
  nowMs,
}: {
  readonly status: IngestStatus;
  readonly isOffline: boolean;
  readonly nowMs: number;
}): ReactElement | null {
  const notices = ingestNotices(status, nowMs).slice(0, mostShown);
  if (notices.length === 0 && !isOffline) return null;
  return (
    <ul className="files-notices">
      {notices.map((notice) => (
        <li key={notice.id} data-tone={notice.tone}>
          <span>{notice.words}</span>
          <NoticeAction notice={notice} />
        </li>
      ))}
      {isOffline && notices.length < mostShown ? (
        <li data-tone="amber">
          <span>Offline. What is here can be shown and saved; new files come when the network is back.</span>
        </li>
      ) : null}
    </ul>
  );
}

function NoticeAction({ notice: { action, account } }: { readonly notice: ToldNotice }): ReactElement | null {
  switch (action) {
    case 'signIn':
      return (
        <Button look="quiet" onPress={() => goTo('signIn', account)}>
          Sign in
        </Button>
      );
    case 'settings':
      return (
        <Button look="quiet" onPress={() => goTo('settings')}>
          Settings…
        </Button>
      );
    case 'showNeeding':
      return (
        <Button look="quiet" onPress={() => ask({ text: 'state:needsYou', withInline: true })}>
          Show them
        </Button>
      );
    case null:
      return null;
  }
}
