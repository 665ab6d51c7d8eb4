/** A link that may leave the program, once a person has seen where it leads. */
export interface OutsideLink {
  readonly href: string;
  /** Where it leads as the network sees it: look-alike letters stay visible as `xn--`. */
  readonly target: string;
}

/** What of an address decides; every runtime's URL has it. */
interface Address {
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly pathname: string;
}

/** Null for everything but a page on the web and an address of mail: other schemes start programs. */
export function outsideLink(address: Address, mayBeHttp = false): OutsideLink | null {
  const { href, protocol, username, password, host, pathname } = address;
  if (username !== '' || password !== '') return null;
  switch (protocol) {
    case 'https:':
      return { href, target: host };
    case 'http:':
      return mayBeHttp ? { href, target: host } : null;
    case 'mailto:':
      return { href, target: pathname };
    default:
      return null;
  }
}
