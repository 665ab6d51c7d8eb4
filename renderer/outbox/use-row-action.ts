import type { AccountRow } from '../../contract/accounts.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import { useClient } from '../app/connection.tsx';
import { copyText } from '../app/copy-text.ts';
import { goTo } from '../app/location.ts';
import { type Action, useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { largestToShare } from '../write/check/check-line.ts';
import { requestForIt } from '../write/delegation-words.ts';
import { useDraftDesk } from '../write/draft/use-draft-desk.ts';
import { resentAs } from './bounces.ts';
import { takeRows } from './outbox-rows.ts';
import { repeatedAs } from './repeated-as.ts';
import type { RowVerb } from './row-actions.ts';
import { sentItemsAddress } from './sent-items-address.ts';

/** Does one thing with one message, once. What the engine answers is the row at once; a fault stays to be read. */
export function useRowAction(row: OutboxRow, from?: AccountRow): Action<RowVerb> {
  const client = useClient();
  const desk = useDraftDesk();
  const input = { id: row.id };

  async function act(verb: RowVerb): Promise<OutboxRow | null> {
    switch (verb) {
      case 'open':
        goTo('write', row.id);
        return null;
      case 'signIn':
        goTo('signIn', row.account);
        return null;
      case 'undo':
      case 'reopen': {
        const draft = await client.compose.reopen(input);
        announce('It is a draft again. It was not sent.');
        goTo('write', draft.id);
        return null;
      }
      case 'sendAsMe': {
        const draft = await client.compose.reopen(input);
        const account = from?.delegation?.through ?? draft.account;
        const moved = await client.compose.move({ id: draft.id, account });
        announce('It is a draft in your own mailbox. It was not sent.');
        goTo('write', moved.id);
        return null;
      }
      case 'share': {
        const draft = await client.compose.reopen(input);
        const largest = largestToShare(draft.files);
        announce('It is a draft again. It was not sent.');
        goTo('write', draft.id);
        // Where the drive refuses it, the draft says so.
        if (largest !== undefined) await desk.open(draft).link(largest.file, true);
        return null;
      }
      case 'copyRequest':
        if (row.error !== null) copyText(requestForIt(row.error), 'Request copied');
        return null;
      case 'settings':
        goTo('settings');
        return null;
      case 'sendFirst': {
        const [first] = await client.outbox.sendFirst({ ids: [row.id] });
        announce('It goes first.');
        return first ?? null;
      }
      case 'pause':
        return client.outbox.pause(input);
      case 'resume':
        return client.outbox.resume(input);
      case 'cancel':
        return client.outbox.cancel(input);
      case 'sendNow':
        return client.outbox.sendNow(input);
      case 'lookNow':
        return client.outbox.lookNow(input);
      case 'openSentItems': {
        const address = from === undefined ? null : sentItemsAddress(from);
        if (address !== null) window.open(address, '_blank', 'noopener,noreferrer');
        return null;
      }
      case 'showRepeated':
        goTo('outbox', repeatedAs(row));
        return null;
      case 'resend': {
        const draft = await client.outbox.resend(input);
        announce('A new draft for those whom it did not reach. Nothing was sent.');
        goTo('write', draft.id);
        return draft;
      }
      case 'dismissBounce':
        return client.outbox.dismissBounce(input);
      case 'showResent':
        goTo('outbox', resentAs(row));
        return null;
      case 'confirmSent':
        return client.outbox.confirm({ ...input, verdict: 'sent' });
      case 'sendAgain': {
        const repeated = await client.outbox.confirm({ ...input, verdict: 'sendAgain' });
        goTo('outbox', repeated.id);
        return repeated;
      }
    }
  }

  return useAction(act, (changed) => {
    if (changed !== null) takeRows([changed], Date.now());
  });
}
