import { z } from 'zod';
import type { MailTip } from '../../core/budget/mail-tip.ts';
import type { MailTipsService } from '../../core/ports/mail-tips-service.ts';
import type { GraphClient } from './graph-client.ts';

const TIPS = [
  'automaticReplies',
  'mailboxFullStatus',
  'maxMessageSize',
  'deliveryRestriction',
  'moderationStatus',
  'externalMemberCount',
  'totalMemberCount',
].join(', ');

/** Advice that does not come soon is done without. */
const TIMEOUT_MS = 5_000;

/** Every tip may be missing, for each recipient by itself. */
const tip = z.object({
  emailAddress: z.object({ address: z.string() }),
  automaticReplies: z.object({ message: z.string().nullish() }).nullish(),
  mailboxFull: z.boolean().nullish(),
  deliveryRestricted: z.boolean().nullish(),
  isModerated: z.boolean().nullish(),
  maxMessageSize: z.number().nullish(),
  totalMemberCount: z.number().nullish(),
  externalMemberCount: z.number().nullish(),
  error: z.object({ code: z.string().nullish() }).nullish(),
});
const tips = z.object({ value: z.array(z.unknown()) });

export function graphMailTips(client: GraphClient): MailTipsService {
  return {
    ask: (call, addresses) =>
      client.request(call, {
        method: 'POST',
        path: '/me/getMailTips',
        json: { EmailAddresses: addresses, MailTipsOptions: TIPS },
        timeoutMs: TIMEOUT_MS,
        read: ({ json }) => tips.safeParse(json).data?.value.flatMap(readTip),
      }),
  };
}

/** What cannot be read is no tip. */
function readTip(value: unknown): readonly MailTip[] {
  const read = tip.safeParse(value).data;
  if (read === undefined) return [];
  const { maxMessageSize } = read;
  const reply = read.automaticReplies?.message ?? '';
  return [
    {
      address: read.emailAddress.address.toLowerCase(),
      automaticReply: reply === '' ? null : reply,
      isFull: read.mailboxFull ?? false,
      isRestricted: read.deliveryRestricted ?? false,
      isModerated: read.isModerated ?? false,
      isInvalid: /invalidrecipient/i.test(read.error?.code ?? ''),
      maxMessageBytes: typeof maxMessageSize === 'number' && maxMessageSize > 0 ? maxMessageSize : null,
      members: read.totalMemberCount ?? null,
      outsideMembers: read.externalMemberCount ?? null,
    },
  ];
}
