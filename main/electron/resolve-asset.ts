import { join, normalize, sep } from 'node:path';
import { appOrigin } from './app-page.ts';

/**
 * The file that an address of our scheme stands for; null when it names another host or leaves the folder. The folder is
 * compared with its separator: `/pages-of-somebody` is not inside `/pages`.
 */
export function resolveAsset(root: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== appOrigin) return null;
  const path = decode(url.pathname);
  if (path === null || path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(root, path === '/' ? 'index.html' : path));
  return file.startsWith(root + sep) ? file : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
