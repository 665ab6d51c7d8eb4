import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient } from '../app/connection.tsx';
import { draftsKey } from '../write/draft/use-open-draft.ts';
import type { Letter } from './merge-setup.ts';

const REFRESH_MS = 2_000;

/** Everything that can be merged: the templates, and messages that are being written and have words. */
export function useLetters(): readonly Letter[] {
  const client = useClient();
  const { data: templates } = useQuery({ queryKey: ['templates'], queryFn: () => client.templates.list({}) });
  const { data: drafts } = useQuery({
    queryKey: draftsKey,
    queryFn: () => client.compose.list({}),
    staleTime: 0,
    // What was typed last in Write may still be on its way to the disk.
    refetchInterval: REFRESH_MS,
  });
  return useMemo(() => {
    const written = (drafts ?? []).filter(({ text }) => text.subject !== '' || text.html !== '');
    return [
      ...written.map(({ id, account, text }): Letter => {
        const label = text.subject === '' ? 'A message without a subject' : text.subject;
        return { id, label, subject: text.subject, html: text.html, defaults: {}, account, template: null };
      }),
      ...(templates ?? []).map(({ id, name, subject, html, variables }): Letter => {
        const given = variables.flatMap(({ name: variable, value }) => (value === null ? [] : [[variable, value]]));
        const defaults = Object.fromEntries(given) as Record<string, string>;
        return { id, label: `${name} (template)`, subject, html, defaults, account: null, template: name };
      }),
    ];
  }, [templates, drafts]);
}
