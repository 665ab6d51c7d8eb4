import { jobCause, shownJobStates, type JobFilter, type ShownJobState } from '../../contract/jobs.ts';

export interface ReadFilter {
  readonly filter: JobFilter;
  /** What of it was not understood, as a sentence; null where all was. */
  readonly problem: string | null;
}

const token = /(?<=^|\s)(state|cause|kind|mailbox|fate):(?:"([^"]*)"|(\S*))/giu;
const fates = ['open', 'replayed', 'discarded'] as const;

/** What was typed: words that are looked for, and `state:`, `cause:`, `kind:`, `mailbox:` and `fate:` that narrow. */
export function readJobFilter(typed: string): ReadFilter {
  let problem: string | null = null;
  let filter: JobFilter = {};
  for (const [, name = '', quoted, bare = ''] of typed.matchAll(token)) {
    const value = (quoted ?? bare).trim();
    const read = value === '' ? {} : readToken(name.toLowerCase(), value);
    if (typeof read === 'string') problem ??= read;
    else filter = { ...filter, ...read };
  }
  const text = typed.replaceAll(token, ' ').replaceAll(/\s+/gu, ' ').trim().slice(0, 400);
  return { filter: text === '' ? filter : { ...filter, text }, problem };
}

function readToken(name: string, value: string): JobFilter | string {
  switch (name) {
    case 'state': {
      const asked = value.toLowerCase().split(',').filter(Boolean);
      const states = asked.filter((word): word is ShownJobState => shownJobStates.some((state) => state === word));
      return states.length === asked.length ? { states } : `state: is one of ${shownJobStates.join(', ')}.`;
    }
    case 'cause': {
      const cause = jobCause.safeParse(value.toLowerCase());
      return cause.success ? { cause: cause.data } : 'cause: is a code such as graph_4xx_403.';
    }
    case 'kind':
      return { kind: value.slice(0, 80) };
    case 'mailbox':
      return { mailbox: value.slice(0, 400) };
    default: {
      const fate = fates.find((word) => word === value.toLowerCase());
      return fate === undefined ? `fate: is one of ${fates.join(', ')}.` : { fate };
    }
  }
}

export function isNarrowed(filter: JobFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** What narrows the causes: only what is open has one there. */
export function amongOpen({ states: _states, fate: _fate, ...narrowing }: JobFilter): JobFilter {
  return narrowing;
}

/** What narrows the jobs of a cause that is open: it stays open whatever cause, kind or state was typed. */
export function withinCause({ cause: _cause, kind: _kind, ...filter }: JobFilter): JobFilter {
  return amongOpen(filter);
}
