import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'runbooks');

export interface Runbook {
  readonly name: string;
  readonly text: string;
  /** Titles of the second level, in order. */
  readonly sections: readonly string[];
  /** Other pages of docs/runbooks that it sends its reader to. */
  readonly links: readonly string[];
  /** Command lines of Mailroom that it tells its reader to enter. */
  readonly commands: readonly string[];
  /** Titles of dashboards and of their panels that it tells its reader to look at. */
  readonly dashboards: readonly string[];
  readonly panels: readonly string[];
}

export function readRunbooks(): readonly Runbook[] {
  return readdirSync(folder).map((name) => readRunbook(name, readFileSync(join(folder, name), 'utf8')));
}

export function readRunbook(name: string, text: string): Runbook {
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
  return {
    name,
    text,
    sections: all(/^## (.+)$/gm),
    links: all(/\]\(([^)]+)\)/g),
    commands: all(/`(mailroom [^`]+)`/g),
    dashboards: all(/[Dd]ashboard _([^_]+)_/g),
    panels: all(/\bpanels? (_[^_]+_(?:, _[^_]+_)*)/gi).flatMap((list) => list.slice(1, -1).split('_, _')),
  };
}
