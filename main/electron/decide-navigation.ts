import { appPage } from './app-page.ts';

/** The window shows one page. It may load that page again; every other way to another page is closed, in every frame. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && withoutFragment(url) === appPage;
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
