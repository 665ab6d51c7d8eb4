import { expect, it } from 'vitest';
import { previewPolicy } from '../../../main/engine/preview-policy.ts';
import { buildPreviewPage } from '../../../scripts/preview-pages.ts';

it.each(['plain.html', 'document.html', 'pdf.html'] as const)(
  'I4: %s is one file with one script, which its policy names, and says the policy itself',
  async (name) => {
    const html = await buildPreviewPage(name);
    expect(html.match(/<script/g)?.length).toBe(1);
    expect(html.match(/<\/script/g)?.length).toBe(1);
    expect(html.split('<script>')[0]).not.toMatch(/\b(src|href)=/);
    const policy = previewPolicy(name, html);
    expect(policy.match(/'sha256-[\w+/]{43}='/g)?.length).toBe(1);
    const own = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
    expect(policy).toBe(`${own}; sandbox allow-scripts; frame-ancestors 'self'`);
    expect(policy.includes('wasm-unsafe-eval')).toBe(name === 'pdf.html');
    expect(policy).not.toMatch(/'unsafe-eval'|https?:|'self'(?!$)|\*/);
  },
);
