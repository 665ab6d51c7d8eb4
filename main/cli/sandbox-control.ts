import { z } from 'zod';

const deliveredMail = z.object({
  sender: z.string(),
  subject: z.string(),
  marker: z.string().nullable(),
  recipients: z.array(z.object({ address: z.string(), outcome: z.string() })),
  attachments: z.array(z.object({ name: z.string(), sizeBytes: z.number(), sha256: z.string() })),
});
export type DeliveredMail = z.infer<typeof deliveredMail>;

const receivedMail = z.object({
  immutableId: z.string(),
  folder: z.string(),
  removed: z.string().nullable(),
  attachments: z.array(z.object({ kind: z.string(), name: z.string(), sha256: z.string().nullable() })),
});
export type ReceivedMail = z.infer<typeof receivedMail>;

/** A mail from outside, as often as it says; docs/sandbox.md. */
export interface InboundMail {
  readonly to: string;
  readonly from: { readonly address: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
  readonly count: number;
  readonly attachments: readonly { readonly name: string; readonly sizeBytes: number }[];
}

const truth = z.object({ delivered: z.array(deliveredMail), pending: z.number() });
const loggedRequest = z.object({ method: z.string(), status: z.number().nullable(), bodyBytes: z.number() });
const mailbox = z.object({ address: z.string() });

/** What goes wrong, and at which request; docs/sandbox.md lists the actions. */
export interface FaultRule {
  readonly match: { readonly method: string; readonly nth?: number };
  readonly action: 'throttle' | 'dropMidBody' | 'slow';
  /** 0 is for ever. */
  readonly times: number;
  readonly retryAfter?: number;
  readonly delayMs?: number;
}

export interface UploadedBytes {
  /** In PUTs that the service confirmed. */
  readonly taken: number;
  /** In all PUTs that reached it, also the refused and the interrupted ones. */
  readonly received: number;
}

export async function addFault(origin: string, rule: FaultRule): Promise<void> {
  await call(origin, 'faults', rule);
}

export async function deliverMail(origin: string, mail: InboundMail): Promise<void> {
  await call(origin, 'deliver', mail);
}

/** Every message of a mailbox, with the hashes of its attachments. */
export async function readReceived(origin: string, address: string): Promise<readonly ReceivedMail[]> {
  return z.array(receivedMail).parse(await call(origin, `received?mailbox=${address}`));
}

/** Everything that was delivered, as the recipients have it. */
export async function readTruth(origin: string): Promise<z.infer<typeof truth>> {
  return truth.parse(await call(origin, 'truth'));
}

export async function readUploadedBytes(origin: string): Promise<UploadedBytes> {
  const puts = z
    .array(loggedRequest)
    .parse(await call(origin, 'log'))
    .filter(({ method }) => method === 'PUT');
  const sum = (requests: typeof puts): number => requests.reduce((bytes, { bodyBytes }) => bytes + bodyBytes, 0);
  return { taken: sum(puts.filter(({ status }) => status !== null && status < 300)), received: sum(puts) };
}

/** What a well-behaved client never does, such as two writes to one draft at once. */
export async function countViolations(origin: string): Promise<number> {
  return z.array(z.unknown()).parse(await call(origin, 'violations')).length;
}

export async function listMailboxes(origin: string): Promise<readonly string[]> {
  return z
    .array(mailbox)
    .parse(await call(origin, 'mailboxes'))
    .map(({ address }) => address);
}

async function call(origin: string, control: string, body?: object): Promise<unknown> {
  const url = `${origin}/sandbox/control/${control}`;
  const response = await (body === undefined ? fetch(url) : fetch(url, jsonPost(body)));
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${control}.`);
  return response.json();
}

function jsonPost(body: object) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
