import type { Finding } from '../../../contract/compose.ts';
import type { MailTip } from './mail-tip.ts';
import { plainExcerpt } from './plain-excerpt.ts';

/** What the recipients' mailboxes say, each thing once, worst first (row C7). None of it stops a message. */
export function findTipIssues(tips: readonly MailTip[]): readonly Finding[] {
  return [
    ...about(
      'invalidRecipient',
      tips,
      ({ isInvalid }) => isInvalid,
      'is not in the directory',
      'are not in the directory',
    ),
    ...about(
      'deliveryRestricted',
      tips,
      ({ isRestricted }) => isRestricted,
      'takes no mail from you',
      'take no mail from you',
    ),
    ...about('mailboxFull', tips, ({ isFull }) => isFull, 'has a full mailbox', 'have full mailboxes'),
    ...about(
      'moderated',
      tips,
      ({ isModerated }) => isModerated,
      'has mail approved first',
      'have mail approved first',
    ),
    ...automaticReplies(tips),
    ...outsideMembers(tips),
  ];
}

function about(
  kind: Finding['kind'],
  tips: readonly MailTip[],
  isMeant: (tip: MailTip) => boolean,
  one: string,
  several: string,
): Finding[] {
  const named = tips.filter(isMeant).map(({ address }) => address);
  if (named.length === 0) return [];
  return [said(kind, `${listed(named)} ${named.length === 1 ? one : several}.`, named)];
}

function automaticReplies(tips: readonly MailTip[]): Finding[] {
  return tips.flatMap(({ address, automaticReply }): Finding[] => {
    const words = plainExcerpt(automaticReply ?? '');
    return words === '' ? [] : [said('automaticReply', `${address} replies automatically: “${words}”`, [address])];
  });
}

function outsideMembers(tips: readonly MailTip[]): Finding[] {
  return tips.flatMap(({ address, members, outsideMembers: outside }): Finding[] => {
    if (members === null || outside === null || members <= 1 || outside === 0) return [];
    const message = `${address} reaches ${String(members)} people, ${String(outside)} of them outside.`;
    return [said('outsideMembers', message, [address])];
  });
}

/** The field names whom it is about, so that the same words about somebody else are said again. */
function said(kind: Finding['kind'], message: string, addresses: readonly string[]): Finding {
  return { kind, blocks: false, message, field: `to:${addresses.join(',')}` };
}

function listed(addresses: readonly string[]): string {
  const [first = '', second, ...more] = addresses;
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first} and ${String(more.length + 1)} others`;
}
