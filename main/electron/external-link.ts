export interface ExternalLink {
  readonly href: string;
  /** What to show before opening: the host as the network sees it, so that look-alike letters stay visible. */
  readonly target: string;
}

/** This computer's own pages, which the sandbox tenant signs people in with. */
const loopbackHosts = new Set(['127.0.0.1', 'localhost']);

/** Null for everything that the system must not be asked to open: files, scripts, other programs' schemes. */
export function readExternalLink(text: string): ExternalLink | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  switch (url.protocol) {
    case 'https:':
      return { href: url.href, target: url.host };
    case 'http:':
      return loopbackHosts.has(url.hostname) ? { href: url.href, target: url.host } : null;
    case 'mailto:':
      return { href: url.href, target: url.pathname };
    default:
      return null;
  }
}
