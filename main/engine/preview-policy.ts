import { hash } from 'node:crypto';

/** The pages that show bytes of strangers, by their file names. */
export const previewPages = ['plain.html', 'pdf.html', 'document.html'] as const;
export type PreviewPageName = (typeof previewPages)[number];

export function isPreviewPage(name: string): name is PreviewPageName {
  return (previewPages as readonly string[]).includes(name);
}

/**
 * The content security policy of a preview page. It may run the one script that it carries, named by its digest, and
 * reach nothing: no address is allowed for anything but what the page itself made. Decoders of pictures in a PDF are
 * WebAssembly. Why each: docs/specs/preview.md.
 */
export function previewPolicy(page: PreviewPageName, html: string): string {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, source = '']) => `'sha256-${digest(source)}'`,
  );
  const readsPdf = page === 'pdf.html';
  return [
    "default-src 'none'",
    `script-src ${[...scripts, ...(readsPdf ? ["'wasm-unsafe-eval'"] : [])].join(' ')}`,
    ...(readsPdf ? ['worker-src blob:'] : []),
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    'font-src blob: data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    'sandbox allow-scripts',
    "frame-ancestors 'self'",
  ].join('; ');
}

function digest(source: string): string {
  return hash('sha256', source, 'base64');
}
