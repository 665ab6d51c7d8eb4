import type { HtmlChanges } from '../ports/outgoing-html.ts';
import { type SanitizationChange, sanitizationChanges } from '../ports/metrics.ts';

/** "2 scripts and 1 form", or null when nothing is taken out that anybody would miss. */
export function describeChanges(changes: HtmlChanges): string | null {
  const parts = sanitizationChanges.flatMap((change) => {
    const count = changes[change] ?? 0;
    if (count === 0) return [];
    const [one, many] = words[change];
    return [count === 1 ? `1 ${one}` : `${String(count)} ${many}`];
  });
  const last = parts.at(-1);
  if (last === undefined) return null;
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

const words: Readonly<Record<SanitizationChange, readonly [string, string]>> = {
  script: ['script', 'scripts'],
  handler: ['action on an event', 'actions on events'],
  link: ['address that mail must not hold', 'addresses that mail must not hold'],
  style: ['style that loads or runs something', 'styles that load or run something'],
  frame: ['frame', 'frames'],
  form: ['part of a form', 'parts of a form'],
  other: ['other part that mail programs do not show', 'other parts that mail programs do not show'],
};
