import type { FilePlace, FileQuestion } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { chooseLead, type Lead } from './choose-lead.ts';
import { type Finding, lookFurther } from './finding.ts';
import type { PageOfIds } from './page-of-ids.ts';
import type { SearchLimits } from './search-limits.ts';

/** One question, as long as no file changes. The first finding begins with the list, others somewhere inside. */
interface Search {
  readonly lead: Lead;
  readonly version: number;
  readonly findings: Finding[];
}

interface Located {
  readonly finding: Finding;
  readonly start: number;
}

const MAX_SEARCHES = 8;
const MAX_FINDINGS = 4;

/**
 * Pages of what matches. What was found for the last few questions is kept until a file changes, so that scrolling does
 * not search again.
 */
export function fileSearches(db: ReadDb, limits: SearchLimits) {
  const searches = new Map<string, Search>();

  function open(question: FileQuestion, version: number): Search {
    const key = JSON.stringify(question);
    const known = searches.get(key);
    const search =
      known?.version === version ? known : { lead: chooseLead(db, question, limits), version, findings: [] };
    // What was used last is last in the map.
    searches.delete(key);
    searches.set(key, search);
    for (const oldest of [...searches.keys()].slice(0, -MAX_SEARCHES)) searches.delete(oldest);
    return search;
  }

  function begin({ findings }: Search, start: number | null): Finding {
    const finding: Finding = { start, ids: [], lookedTo: start, isComplete: false };
    if (findings.length >= MAX_FINDINGS) findings.splice(1, 1);
    findings.push(finding);
    return finding;
  }

  function locate(search: Search, head: Finding, place: FilePlace): Located {
    if (place.kind === 'start') return { finding: head, start: 0 };
    if (place.kind === 'position') return { finding: head, start: Math.min(place.position, head.ids.length) };
    const id = Number(place.id);
    return findBehind(search.findings, id, limits) ?? { finding: begin(search, id), start: 0 };
  }

  function look({ lead }: Search, finding: Finding, wanted: number): void {
    if (finding.ids.length < wanted) lookFurther(db, lead, finding, limits, wanted);
  }

  return (question: FileQuestion, place: FilePlace, limit: number, version: number): PageOfIds => {
    const search = open(question, version);
    const head = search.findings[0] ?? begin(search, null);
    // Behind some file the head is only asked how much there is.
    look(search, head, place.kind === 'after' ? 1 : limit + (place.kind === 'position' ? place.position : 0));
    const { finding, start } = locate(search, head, place);
    const end = start + limit;
    if (place.kind === 'after') look(search, finding, end);
    const ids = finding.ids.slice(start, end);
    const goesOn = end < finding.ids.length ? (ids.at(-1) ?? null) : finding.lookedTo;
    return {
      ids,
      position: finding === head && place.kind !== 'after' ? start : null,
      next: finding.isComplete && end >= finding.ids.length ? null : goesOn,
      total: { count: head.ids.length, isExact: head.isComplete },
    };
  };
}

/** The place behind a file, where there is something or may still come something. */
function findBehind(findings: readonly Finding[], id: number, limits: SearchLimits): Located | null {
  for (const finding of findings) {
    const start = startBehind(finding, id);
    const isSpent = start === finding.ids.length && !finding.isComplete && start >= limits.found;
    if (start !== null && !isSpent) return { finding, start };
  }
  return null;
}

function startBehind({ start, ids, lookedTo }: Finding, id: number): number | null {
  if (start === id) return 0;
  const index = ids.indexOf(id);
  if (index !== -1) return index + 1;
  return lookedTo === id ? ids.length : null;
}
