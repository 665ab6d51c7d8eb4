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
  return [...rules(page, html), 'sandbox allow-scripts', "frame-ancestors 'self'"].join('; ');
}

/** The same as far as a page can say it of itself, for the case that a header is lost. */
export function previewMetaPolicy(page: PreviewPageName, html: string): string {
  return rules(page, html).join('; ');
}

function rules(page: PreviewPageName, html: string): readonly string[] {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, source = '']) => `'sha256-${digest(source)}'`,
  );
  const decoders = page === 'pdf.html' ? ["'wasm-unsafe-eval'"] : [];
  return [
    "default-src 'none'",
    `script-src ${[...scripts, ...decoders].join(' ')}`,
    ...(page === 'pdf.html' ? ['worker-src blob:'] : []),
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    'font-src blob: data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ];
}

function digest(source: string): string {
  return hash('sha256', source, 'base64');
}
