export interface OutsideLink {
  readonly href: string;
  /** Where it leads as the network sees it: look-alike letters stay visible as `xn--`. */
  readonly target: string;
}

/** Null for everything but a page on the web and an address of mail: other schemes start programs. */
export function readLink(text: string): OutsideLink | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  switch (url.protocol) {
    case 'https:':
      return { href: url.href, target: url.host };
    case 'mailto:':
      return { href: url.href, target: url.pathname };
    default:
      return null;
  }
}
