import { useQueryClient } from '@tanstack/react-query';
import { useStore } from 'zustand';
import type { Schedule } from '../../contract/outbox.ts';
import { goTo } from '../app/location.ts';
import { usePreferences } from '../app/preferences.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { takeRows } from '../outbox/outbox-rows.ts';
import { announce } from '../ui/announce.ts';
import type { DraftDesk } from './draft/draft-desk.ts';
import type { DraftSession } from './draft/draft-session.ts';
import { sendDraft, type SendResult } from './draft/send-draft.ts';
import { draftsKey } from './draft/use-open-draft.ts';

export interface Send {
  /** Sends it; after a question, at the time that was asked about. */
  readonly press: () => void;
  readonly schedule: (schedule: Schedule) => void;
  readonly discard: () => void;
}

function handedOverWords(isScheduled: boolean, holdMs: number): string {
  if (isScheduled) return 'Scheduled. It waits in the Outbox.';
  return holdMs === 0 ? 'Handed over for sending.' : 'Handed over. It can be undone for a moment.';
}

function askedWords(isScheduled: boolean): string {
  return isScheduled
    ? 'Not scheduled yet. Read the line above Send; press it again to schedule anyway.'
    : 'Not sent yet. Read the line above Send; press Send again to send anyway.';
}

/** What the Send and Discard buttons and their keys do. */
export function useSend(desk: DraftDesk, session: DraftSession, wasAsked: boolean, goToRecipients: () => void): Send {
  const queries = useQueryClient();
  const holdMs = usePreferences((preferences) => preferences.holdMs);
  const sending = useStore(session.store, (state) => state.sending);
  const { id } = session.store.getState().composition;

  function finish(result: SendResult, isScheduled: boolean): void {
    switch (result.kind) {
      case 'sent':
        desk.release(id);
        takeRows([result.row], Date.now());
        void queries.invalidateQueries({ queryKey: draftsKey });
        goTo('outbox', result.row.id);
        announce(handedOverWords(isScheduled, holdMs));
        return;
      case 'blocked':
        announce(`Not sent. ${result.by.finding.message}`);
        if (result.by.finding.field === 'to') goToRecipients();
        return;
      case 'asked':
        announce(askedWords(isScheduled));
        return;
      case 'unreadRecipient':
        goToRecipients();
        return;
      case 'notHandedOver':
        announce('Not sent. Nothing is lost; try again.');
        return;
      case 'calledOff':
        return;
    }
  }

  function send(schedule: Schedule | null): void {
    void sendDraft(session, desk.parts, { holdMs, schedule }).then((result) => finish(result, schedule !== null));
  }

  function press(): void {
    if (sending === 'submitting') return;
    if (sending === 'waitsForCopies') {
      session.store.setState({ sending: 'no' });
      return;
    }
    send(wasAsked ? session.store.getState().askedFor : null);
  }

  useShortcut('send', press);
  return {
    press,
    schedule(schedule) {
      if (sending === 'no') send(schedule);
    },
    discard() {
      desk.discard(session);
      goTo('write', null);
    },
  };
}
