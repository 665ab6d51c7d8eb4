import { createHash } from 'node:crypto';

/** What a message is made of, as it came in. */
export interface MessageInput {
  readonly subject: string;
  readonly body: object;
  readonly toRecipients: readonly object[];
  readonly internetMessageId: string;
  readonly singleValueExtendedProperties: readonly { readonly id: string; readonly value: string }[];
  readonly attachments?: readonly { readonly name: string; readonly contentBytes: string }[];
}

export interface ForeignAttachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ForeignMessage {
  readonly id: string;
  readonly input: MessageInput;
  readonly createdAt: string;
  isDraft: boolean;
  attachments: ForeignAttachment[];
}

export interface ForeignSession {
  readonly token: string;
  readonly message: ForeignMessage;
  readonly name: string;
  readonly sizeBytes: number;
  received: Buffer;
}

/** What arrived, to be compared with what was sent. */
export interface Arrival {
  readonly marker: string;
  readonly subject: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** One mailbox in memory. A draft that is sent moves to Sent Items at once. */
export function foreignMailbox(newId: () => string) {
  const messages = new Map<string, ForeignMessage>();
  const sessions = new Map<string, ForeignSession>();
  const arrivals: Arrival[] = [];

  function create(input: MessageInput, isDraft: boolean): ForeignMessage {
    const attachments = (input.attachments ?? []).map(({ name, contentBytes }) => ({
      id: newId(),
      name,
      bytes: Buffer.from(contentBytes, 'base64'),
    }));
    const message = { id: newId(), input, createdAt: new Date().toISOString(), isDraft, attachments };
    messages.set(message.id, message);
    return message;
  }

  function arrive({ input, attachments }: ForeignMessage): void {
    const files = attachments.map(({ name, bytes }) => ({
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }));
    const marker = input.singleValueExtendedProperties[0]?.value ?? '';
    arrivals.push({ marker, subject: input.subject, files });
  }

  return {
    messages,
    sessions,
    arrivals: arrivals as readonly Arrival[],
    createDraft: (input: MessageInput) => create(input, true),
    sendMail: (input: MessageInput) => arrive(create(input, false)),
    send(message: ForeignMessage): void {
      message.isDraft = false;
      arrive(message);
    },
    attach(message: ForeignMessage, name: string, bytes: Buffer): ForeignAttachment {
      const attachment = { id: newId(), name, bytes };
      message.attachments.push(attachment);
      return attachment;
    },
    openSession(message: ForeignMessage, name: string, sizeBytes: number): ForeignSession {
      const session = { token: `s${String(sessions.size + 1)}`, message, name, sizeBytes, received: Buffer.alloc(0) };
      sessions.set(session.token, session);
      return session;
    },
    /** In Drafts or in Sent Items, by what the filter names. */
    find(isDraft: boolean, filter: string): ForeignMessage[] {
      const wanted = / eq '([^']*)'\)?$/.exec(filter)?.[1] ?? '';
      return [...messages.values()].filter(({ input, ...message }) => {
        const properties = input.singleValueExtendedProperties.map((property) => property.value);
        return message.isDraft === isDraft && [input.internetMessageId, ...properties].includes(wanted);
      });
    },
  };
}

export type ForeignMailbox = ReturnType<typeof foreignMailbox>;
