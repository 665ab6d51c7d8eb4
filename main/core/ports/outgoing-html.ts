import type { SanitizationChange } from './metrics.ts';

/** What was taken out of an HTML, by kind; a kind that is missing is 0. */
export type HtmlChanges = Readonly<Partial<Record<SanitizationChange, number>>>;

export interface CleanHtml {
  readonly html: string;
  readonly changes: HtmlChanges;
}

/** HTML on its way out of the house. Neither call throws, whatever the HTML is. */
export interface OutgoingHtml {
  /** What mail needs, and nothing that acts (docs/specs/outgoing-html.md). Cleaning what is clean changes nothing. */
  clean(html: string): CleanHtml;
  /** The same message in plain words: lists, tables and the addresses of links stay readable. */
  toText(html: string): string;
}
