type Problems = { readonly portProblem: string | null; readonly addressProblem: string | null };

export type WebhookForm = Problems &
  ({ readonly kind: 'read'; readonly port: number; readonly publicUrl: string } | { readonly kind: 'unread' });

/** What somebody typed for the listener. Empty fields are no problem yet, and nothing to begin with either. */
export function readWebhookForm(portText: string, addressText: string): WebhookForm {
  const [portWords, address] = [portText.trim(), addressText.trim()];
  const port = /^\d{1,5}$/.test(portWords) ? Number(portWords) : Number.NaN;
  const isPort = port >= 1 && port <= 65_535;
  const isAddress = isPublicAddress(address);
  const problems = {
    portProblem: portWords === '' || isPort ? null : 'A number from 1 to 65535.',
    addressProblem: address === '' || isAddress ? null : 'An address that begins with https://.',
  };
  return isPort && isAddress
    ? { kind: 'read', port, publicUrl: address, ...problems }
    : { kind: 'unread', ...problems };
}

/** Plain http leads nowhere but to this computer. */
function isPublicAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}
