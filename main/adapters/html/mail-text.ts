import { convert, type HtmlToTextOptions } from 'html-to-text';

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 250, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: [' <', '>'] } },
    { selector: 'img', format: 'picture' },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 60 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'li > p', format: 'paragraph', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'li > ol', format: 'orderedList', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    {
      selector: 'li > ul',
      format: 'unorderedList',
      options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 },
    },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
  formatters: {
    picture(element, _walk, builder) {
      const alt: unknown = element.attribs?.['alt'];
      if (typeof alt === 'string' && alt !== '') builder.addInline(`[${alt}]`);
    },
  },
};

/** A message in plain words. A mail that says the same as its HTML, for whoever reads no HTML. */
export function mailText(html: string): string {
  return convert(html, options).replaceAll('\u00A0', ' ').trimEnd();
}
