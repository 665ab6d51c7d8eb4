import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { appPolicy } from '../../main/browser/security-headers.ts';
import { isPreviewPage, type PreviewPageName, previewPages, previewPolicy } from '../../main/engine/preview-policy.ts';
import { buildPreviewPage } from '../../scripts/preview-pages.ts';

/** Which of the walls around a preview stand. The frame's own sandbox always does. */
export interface Walls {
  readonly sanitizer: boolean;
  readonly policy: boolean;
}

export interface PreviewServer {
  readonly origin: string;
  close(): Promise<void>;
}

const here = import.meta.dirname;
const metaPolicy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** Stands where the product has its sanitizer: whatever comes is made live markup, whose scripts would run. */
const withoutSanitizer: Plugin = {
  name: 'without-sanitizer',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('/sanitize-html.ts') ? join(here, 'unsanitized-html.js') : null),
};

const unsanitizedPages = new Map<PreviewPageName, Promise<string>>();
let hostScript: Promise<string> | undefined;

/** The product's own, as it was built with the windows; without the sanitizer each is built once in a process. */
function builtPage(name: PreviewPageName, { sanitizer }: Walls): Promise<string> {
  if (sanitizer) return readFile(join(here, '..', '..', 'dist', 'renderer', 'preview', name), 'utf8');
  const page = unsanitizedPages.get(name) ?? buildPreviewPage(name, [withoutSanitizer]);
  unsanitizedPages.set(name, page);
  return page;
}

/**
 * A window with nothing but previews, with the product's pages, as far as they are `needed`, and its headers but for the
 * walls that are down.
 */
export async function startPreviewServer(
  walls: Walls,
  needed: readonly PreviewPageName[] = previewPages,
): Promise<PreviewServer> {
  const pages = new Map<string, string>();
  for (const name of needed) pages.set(name, await builtPage(name, walls));
  hostScript ??= buildHostScript();
  const script = await hostScript;

  const server = createServer(({ url = '' }, answer) => {
    const name = url.replace('/preview/', '');
    if (url === '/host.js') return void answer.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    const isFrame = isPreviewPage(name);
    const html = isFrame ? (pages.get(name) ?? '') : hostPage;
    const policy = isFrame ? previewPolicy(name, html) : appPolicy('none');
    const headers = { 'content-type': 'text/html', ...(walls.policy ? { 'content-security-policy': policy } : {}) };
    answer.writeHead(200, headers).end(walls.policy ? html : html.replace(metaPolicy, ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const hostPage = `<!doctype html><title>Previews</title><link rel="icon" href="data:,"><main></main><script src="/host.js"></script>`;

async function buildHostScript(): Promise<string> {
  const built = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: join(here, 'preview-host.js'), output: { format: 'iife' } } },
  });
  const [script] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return script?.type === 'chunk' ? script.code : '';
}
