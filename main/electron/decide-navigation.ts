import { previewPages } from '../engine/preview-policy.ts';
import { appOrigin, appPage } from './app-page.ts';

/** In a frame only: pages that run nobody's script but their own and reach nothing. */
const framePages = previewPages.map((name) => `${appOrigin}/preview/${name}`);

/** The window shows one page, and previews in frames. Every other way to another page is closed, in every frame. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame ? withoutFragment(url) === appPage : framePages.includes(url);
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
