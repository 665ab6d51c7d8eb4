import { appOrigin } from './app-page.ts';

/** Copying an id or a link. Everything else that a page could ask for, Mailroom does not need. */
const granted = new Set(['clipboard-sanitized-write']);

/** `origin` may come as a URL of the page (`app://mailroom/`) or as its origin, depending on who asks. */
export function mayHavePermission(permission: string, origin: string, isMainFrame: boolean): boolean {
  return granted.has(permission) && isMainFrame && (origin === appOrigin || origin.startsWith(`${appOrigin}/`));
}
