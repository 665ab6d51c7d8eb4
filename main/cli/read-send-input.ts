import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { type OutboxId, outboxId } from '../../contract/ids.ts';
import type { MessageDraft } from '../../contract/message.ts';
import type { SubmitInput } from '../../contract/outbox.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { Cli } from './cli.ts';

export interface InlineImage {
  readonly contentId: string;
  readonly path: string;
}

/** The flags of `send` that make up the message. */
export interface SendOptions {
  readonly to?: string[];
  readonly cc?: string[];
  readonly bcc?: string[];
  readonly replyTo?: string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly attach?: string[];
  readonly link?: string[];
  readonly linkOverLimit?: true;
  readonly inline?: readonly InlineImage[];
  readonly importance: MessageDraft['importance'];
  readonly category?: string[];
  readonly readReceipt?: true;
  readonly deliveryReceipt?: true;
  readonly at?: string;
  readonly onServer?: true;
  /** Seconds. */
  readonly hold?: number;
  readonly like?: OutboxId;
  readonly key?: string;
  readonly from?: string;
  readonly template?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly signature?: string;
  readonly asText?: true;
}

/**
 * Makes the message that the engine will judge. Only text is read here; files stay paths, made absolute because the
 * engine may run in another folder.
 */
export async function readSendInput(
  cli: Pick<Cli, 'cwd' | 'stdin' | 'account'>,
  options: SendOptions,
): Promise<SubmitInput> {
  const {
    to = [],
    cc = [],
    bcc = [],
    replyTo = [],
    attach = [],
    link = [],
    inline = [],
    subject = '',
    importance,
  } = options;
  const images = inline.map(({ contentId, path }) => ({ contentId, path: resolve(cli.cwd, path) }));
  const attached = attach.map((path) => ({ path: resolve(cli.cwd, path) }));
  const linked = link.map((path) => ({ path: resolve(cli.cwd, path), asLink: true }));
  return {
    account: chooseAccount(cli.account, options.from),
    // A key of our own lets an interrupted submit be repeated without becoming a second mail.
    key: options.key ?? randomUUID(),
    letter: letterOf(options),
    message: {
      to,
      cc,
      bcc,
      replyTo,
      subject,
      text: options.text === '-' ? await readText(cli.stdin) : (options.text ?? null),
      html: options.html === undefined ? null : await readHtml(resolve(cli.cwd, options.html)),
      importance,
      categories: options.category ?? [],
      requestReadReceipt: options.readReceipt ?? false,
      requestDeliveryReceipt: options.deliveryReceipt ?? false,
      attachments: [...attached, ...linked, ...images],
      overLimit: options.linkOverLimit === true ? 'link' : 'refuse',
      sendAt: options.at ?? null,
      onServer: options.onServer ?? false,
    },
    holdMs: (options.hold ?? 0) * 1000,
    ...(options.like === undefined ? {} : { like: options.like }),
  };
}

/** "logo=images/logo.png" */
export function parseInline(text: string): InlineImage {
  const [, contentId, path] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (contentId === undefined || path === undefined) {
    throw new InvalidArgumentError('Give it as CID=FILE, such as logo=logo.png.');
  }
  return { contentId, path };
}

/** "customer_name=Ada" */
export function parseValue(text: string): Readonly<Record<string, string>> {
  const [, name = '', value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (value === undefined) throw new InvalidArgumentError('Give it as NAME=VALUE, such as customer_name=Ada.');
  return { [name.trim()]: value };
}

function letterOf({ template: name, set: values = {}, signature, asText }: SendOptions): SubmitInput['letter'] {
  if (name === undefined && Object.keys(values).length > 0) {
    throw new MailroomError('usage_error', {
      message: '--set fills in a template, and none is named. Nothing was sent.',
      remediation: 'Name it with --template.',
      field: 'set',
    });
  }
  return { ...(name === undefined ? {} : { template: { name, values } }), signature, asText };
}

/** As ISO 8601 in UTC. A time without a zone is this machine's local time. */
export function parseTime(text: string): string {
  const at = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ? new Date(text.replace(' ', 'T')) : null;
  if (at === null || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('Give it as a date and a time, such as 2027-01-31T09:00:00Z.');
  }
  return at.toISOString();
}

export function parseLike(text: string): OutboxId {
  const read = outboxId.safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError('Give the id of a message, as mailroom outbox list shows it.');
}

export function parseHold(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= 120) return seconds;
  throw new InvalidArgumentError('Give it as whole seconds, at most 120.');
}

function chooseAccount(account: string | null, from: string | undefined): string | null {
  if (account !== null && from !== undefined && account.toLowerCase() !== from.toLowerCase()) {
    throw new MailroomError('usage_error', {
      message: '--account and --from name two mailboxes. Nothing was sent.',
      remediation: 'Give one of them.',
      field: 'from',
    });
  }
  return from ?? account;
}

async function readHtml(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new MailroomError(isMissing ? 'source_missing' : 'source_unreadable', {
      message: `The HTML file ${isMissing ? 'does not exist' : 'cannot be read'}. Nothing was sent.`,
      remediation: 'Check the path after --html.',
      field: 'html',
      cause,
    });
  }
}
