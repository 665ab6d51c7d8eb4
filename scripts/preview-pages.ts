import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'vite';
import { previewPages as names, previewPolicy, type PreviewPageName } from '../main/engine/preview-policy.ts';

const root = join(import.meta.dirname, '..');
const libraryDir = join(root, 'node_modules', 'pdfjs-dist');
const embeddedId = 'virtual:embedded-pdf';

/** Part of the build of the windows: the pages of previews, each a single file, for a page without origin can load none. */
export function previewPages(): Plugin {
  return {
    name: 'preview-pages',
    apply: 'build',
    async generateBundle() {
      for (const name of names) {
        this.emitFile({ type: 'asset', fileName: `preview/${name}`, source: await buildPreviewPage(name) });
      }
    },
  };
}

/** `plugins` may change what is built, as tests do that take a wall away. */
export async function buildPreviewPage(name: PreviewPageName, plugins: readonly Plugin[] = []): Promise<string> {
  const entry = join(root, 'renderer', 'preview-frame', name.replace('.html', '.ts'));
  const { script, style } = await bundle(entry, [embedPdf(), ...plugins]);
  const body = `<script>${inlineSafe(script)}</script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyInPage(name, body)}">
<title>Preview</title>
<style>${style}</style>
</head>
<body>${body}</body>
</html>
`;
}

/** As far as a page can say it of itself, for the case that its header is lost. */
function policyInPage(name: PreviewPageName, body: string): string {
  const rules = previewPolicy(name, body).split('; ');
  return rules.filter((rule) => !/^(sandbox|frame-ancestors) /.test(rule)).join('; ');
}

/** One classic script and one style sheet, with everything in them. */
async function bundle(entry: string, plugins: readonly Plugin[]): Promise<{ script: string; style: string }> {
  const built = await build({
    configFile: false,
    root: join(root, 'renderer'),
    logLevel: 'error',
    plugins: [...plugins],
    build: {
      write: false,
      target: 'chrome140',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const scripts = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  const styles = files.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [file.source] : [],
  );
  const [script] = scripts;
  if (script === undefined || scripts.length > 1 || files.length !== scripts.length + styles.length) {
    throw new Error(`${entry} would not be one file: ${files.map(({ fileName }) => fileName).join(', ')}`);
  }
  return { script, style: styles.map(String).join('\n') };
}

/** What would end or hide an inline script, written so that strings and patterns of the script mean the same. */
function inlineSafe(script: string): string {
  return script.trim().replace(/<(?=\/script|script|!--)/gi, '\\x3C');
}

function embedPdf(): Plugin {
  return {
    name: 'embed-pdf',
    resolveId: (id) => (id === embeddedId ? `\0${embeddedId}` : null),
    async load(id) {
      if (id !== `\0${embeddedId}`) return null;
      const { script } = await bundle(join(libraryDir, 'build', 'pdf.worker.min.mjs'), []);
      return `export const workerSource = ${JSON.stringify(script)};
export const pdfData = ${JSON.stringify(readPdfData())};`;
    },
  };
}

/** What pdf.js fetches where it can. Its engine for scripts of documents stays out. */
function readPdfData(): Record<string, string> {
  const wanted = ['cmaps', 'standard_fonts', 'wasm'].flatMap((folder) =>
    readdirSync(join(libraryDir, folder)).map((name) => join(libraryDir, folder, name)),
  );
  const data = wanted.filter((path) => /\.(bcmap|pfb|ttf)$|[/\\](jbig2|openjpeg|qcms_bg)\.wasm$/.test(path));
  return Object.fromEntries(data.map((path) => [basename(path), readFileSync(path, 'base64')]));
}
