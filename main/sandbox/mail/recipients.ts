import { GraphError } from '../http/graph-error.ts';
import type { JsonObject } from '../odata/read-json.ts';
import { isObject } from '../odata/read-json.ts';

/** All addresses that a message goes to, each once, in the order To, Cc, Bcc. */
export function listRecipients(properties: JsonObject): string[] {
  const lists = ['toRecipients', 'ccRecipients', 'bccRecipients'].map((name) => properties[name]);
  const addresses = lists.flatMap((list) => (Array.isArray(list) ? list.map(addressOf) : []));
  const first = new Map(addresses.map((address) => [address.toLowerCase(), address]));
  return [...first.values()];
}

export function addressOf(recipient: unknown): string {
  const inner = isObject(recipient) ? recipient['emailAddress'] : undefined;
  const address = isObject(inner) ? inner['address'] : undefined;
  return typeof address === 'string' ? address.trim() : '';
}

/** Only what cannot be an address is refused here; whether the mailbox exists is found out at delivery. */
export function checkRecipients(properties: JsonObject, maximum: number): void {
  const recipients = listRecipients(properties);
  if (recipients.length === 0)
    throw invalid("At least one recipient isn't valid., A message can't be sent because it contains no recipients.");
  if (recipients.length > maximum)
    throw invalid(`At least one recipient isn't valid., The message has more than ${maximum} recipients.`);
  const bad = recipients.find((address) => !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(address));
  if (bad !== undefined)
    throw invalid(
      `At least one recipient isn't valid., Recipient '${bad}' is not resolved. All recipients must be resolved before a message can be submitted.`,
    );
}

function invalid(message: string): GraphError {
  return new GraphError(400, 'ErrorInvalidRecipients', message);
}
