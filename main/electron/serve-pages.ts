import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import mime from 'mime';
import { isPreviewPage, previewPolicy } from '../engine/preview-policy.ts';
import { appScheme } from './app-page.ts';
import type { SessionParts } from './electron-parts.ts';
import { noncePlaceholder, pageHeaders } from './page-headers.ts';
import { resolveAsset } from './resolve-asset.ts';

/** Answers our scheme with the files of one folder, read-only, each under the strict policy. */
export function servePages(protocol: SessionParts['protocol'], root: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? resolveAsset(root, request.url) : null;
    const bytes = file === null ? null : await readOrNull(file);
    const nonce = randomBytes(16).toString('base64');
    if (file === null || bytes === null) {
      return new Response('Not found', { status: 404, headers: pageHeaders('text/plain', nonce) });
    }
    const contentType = mime.getType(file) ?? 'application/octet-stream';
    const headers = pageHeaders(contentType, nonce);
    if (contentType !== 'text/html') return new Response(bytes, { headers });
    const html = bytes.toString('utf8');
    const name = basename(file);
    if (basename(dirname(file)) === 'preview' && isPreviewPage(name)) {
      return new Response(html, { headers: { ...headers, 'content-security-policy': previewPolicy(name, html) } });
    }
    return new Response(html.replaceAll(noncePlaceholder, nonce), { headers });
  });
}

async function readOrNull(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
