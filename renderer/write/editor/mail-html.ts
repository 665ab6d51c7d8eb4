/** What mail programs show text in when nobody says anything is a matter of luck; this says it once, around the whole. */
const FRAME_STYLE = 'font-family: Aptos, Calibri, Arial, sans-serif; font-size: 11pt';

/** The editor's text as it is saved and sent. An empty text stays empty. */
export function toMailHtml(editorHtml: string): string {
  return editorHtml === '' || editorHtml === '<p></p>' ? '' : `<div style="${FRAME_STYLE}">${editorHtml}</div>`;
}

/** The content ids that a text shows. */
export function contentIdsIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/<img\b[^>]*\bsrc="cid:([^"]+)"/gi)].map(([, contentId]) => contentId ?? ''));
}
