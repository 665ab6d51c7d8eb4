import { useQuery } from '@tanstack/react-query';
import type { JobRow } from '../../contract/jobs.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { useSettled } from '../app/use-settled.ts';

/** A job's number, a correlation id, or an id of the service, as they stand in a log. */
const idInLog = /^(?:\d{1,18}|[0-9a-f]{8}-[0-9a-f-]{27}|[\w=-]{40,})$/i;
const typingMs = 150;
const most = 6;

/** Jobs that an id from a log leads to, however it was pasted; none for words. */
export function useFoundJobs(query: string): readonly JobRow[] {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const text = useSettled(readLoggedId(query), typingMs);
  const { data } = useQuery({
    queryKey: ['jobs', 'found', text],
    queryFn: () => client.jobs.page({ filter: { text: text ?? '' }, after: null, limit: most }),
    enabled: isConnected && text !== null,
  });
  return text === null ? [] : (data?.rows ?? []);
}

/** The id alone, without "job" before it or the quotes and commas of a log around it. @testexport */
export function readLoggedId(query: string): string | null {
  const bare = query
    .trim()
    .replace(/^["'<({[]+|["'>)},.;\]]+$/g, '')
    .replace(/^(?:job(?:Id)?|correlationId)[\s:="']+/i, '');
  return idInLog.test(bare) ? bare : null;
}
