import type { ReactElement } from 'react';
import { useConnectionState } from '../app/connection.tsx';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import type { JobPages } from './use-job-pages.ts';

/** Says how old a list is that is not read again by itself. */
export function ListChanged({ pages }: { readonly pages: JobPages }): ReactElement | null {
  const isConnected = useConnectionState() === 'connected';
  if (pages.total === undefined || (isConnected && !pages.isOld)) return null;
  const at = formatTime(new Date(pages.atMs).toISOString(), Date.now());
  return (
    <p className="jobs-age" role="status">
      {isConnected ? `Changed since ${at}.` : `As it was at ${at}.`}
      {isConnected ? (
        <Button look="quiet" onPress={pages.renew}>
          Read again
        </Button>
      ) : null}
    </p>
  );
}
