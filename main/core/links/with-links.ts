import type { MailContent } from '../ports/mail-service.ts';
import { megabytes } from '../budget/megabytes.ts';

export interface SharedLink {
  readonly name: string;
  readonly sizeBytes: number;
  readonly url: string;
}

/** The words with a small block that names each shared file and leads to it, at their end. */
export function withLinks(content: MailContent, links: readonly SharedLink[]): MailContent {
  if (links.length === 0) return content;
  const { contentType, content: words } = content.body;
  const body =
    contentType === 'html'
      ? { contentType, content: insertAtEnd(words, htmlBlock(links)) }
      : { contentType, content: `${words.trimEnd()}\n\n${textBlock(links)}\n` };
  return { ...content, body };
}

/** Styles stand on the elements, because mail programs drop sheets of them. */
function htmlBlock(links: readonly SharedLink[]): string {
  const rows = links.map(
    ({ name, sizeBytes, url }) =>
      `<p style="margin:4px 0"><a href="${escapeHtml(url)}">${escapeHtml(name)}</a> (${sizeWords(sizeBytes)}, OneDrive)</p>`,
  );
  return `<div style="margin:16px 0;padding:4px 12px;border-left:3px solid #0B5563">${rows.join('')}</div>`;
}

function textBlock(links: readonly SharedLink[]): string {
  return links.map(({ name, sizeBytes, url }) => `${name} (${sizeWords(sizeBytes)}, OneDrive):\n${url}`).join('\n\n');
}

/** Before the end of a whole document, else after the last word. */
function insertAtEnd(html: string, block: string): string {
  const end = html.search(/<\/body\s*>(?![\s\S]*<\/body\s*>)/i);
  return end < 0 ? html + block : html.slice(0, end) + block + html.slice(end);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function sizeWords(bytes: number): string {
  return bytes < 1e5 ? `${String(Math.ceil(bytes / 1e3))} kB` : `${megabytes(bytes)} MB`;
}
