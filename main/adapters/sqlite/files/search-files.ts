import type { FilePlace, FileQuestion } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { chooseLead, type Lead } from './choose-lead.ts';
import { type Finding, lookFurther } from './finding.ts';
import type { PageOfIds } from './page-of-ids.ts';

/** One question, as long as no file changes. The first finding begins with the list, others somewhere inside. */
interface Search {
  readonly lead: Lead;
  readonly version: number;
  readonly findings: Finding[];
}

const MAX_SEARCHES = 8;
const MAX_FINDINGS = 4;

/**
 * Pages of what matches. What was found for the last few questions is kept until a file changes, so that scrolling does
 * not search again.
 */
export function fileSearches(db: ReadDb) {
  const searches = new Map<string, Search>();

  function open(question: FileQuestion, version: number): Search {
    const key = JSON.stringify(question);
    const known = searches.get(key);
    const search = known?.version === version ? known : { lead: chooseLead(db, question), version, findings: [] };
    // Last used is last in the map.
    searches.delete(key);
    searches.set(key, search);
    for (const oldest of [...searches.keys()].slice(0, -MAX_SEARCHES)) searches.delete(oldest);
    return search;
  }

  return {
    page(question: FileQuestion, place: FilePlace, limit: number, version: number): PageOfIds {
      const search = open(question, version);
      const head = search.findings[0] ?? begin(db, search, null);
      const { finding, start } = locate(db, search, head, place);
      if (finding.ids.length < start + limit) lookFurther(db, search.lead, finding);
      const ids = finding.ids.slice(start, start + limit);
      const isEnd = finding.isComplete && start + limit >= finding.ids.length;
      const hasMore = start + limit < finding.ids.length;
      return {
        ids,
        position: finding === head && place.kind !== 'after' ? start : null,
        next: isEnd ? null : hasMore ? (ids.at(-1) ?? null) : finding.lookedTo,
        total: { count: head.ids.length, isExact: head.isComplete },
      };
    },
  };
}

function begin(db: ReadDb, { lead, findings }: Search, start: number | null): Finding {
  const finding: Finding = { start, ids: [], lookedTo: start, isComplete: false };
  lookFurther(db, lead, finding);
  if (findings.length >= MAX_FINDINGS) findings.splice(1, 1);
  findings.push(finding);
  return finding;
}

function locate(
  db: ReadDb,
  search: Search,
  head: Finding,
  place: FilePlace,
): { readonly finding: Finding; readonly start: number } {
  if (place.kind === 'start') return { finding: head, start: 0 };
  if (place.kind === 'position') return { finding: head, start: Math.min(place.position, head.ids.length) };
  const id = Number(place.id);
  for (const finding of search.findings) {
    if (finding.start === id) return { finding, start: 0 };
    const index = finding.ids.indexOf(id);
    if (index !== -1) return { finding, start: index + 1 };
    if (finding.lookedTo === id) return { finding, start: finding.ids.length };
  }
  return { finding: begin(db, search, id), start: 0 };
}
