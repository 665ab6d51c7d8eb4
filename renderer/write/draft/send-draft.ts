import type { OutboxRow, Schedule } from '../../../contract/outbox.ts';
import { readFault } from '../../app/fault.ts';
import { ConnectionLost } from '../../client/connection-lost.ts';
import { decideSend, readCheckLine, withoutCopying, type CheckItem } from '../check/check-line.ts';
import { copyingFiles } from '../files/incoming-files.ts';
import type { DraftParts } from './draft-parts.ts';
import type { DraftSession } from './draft-session.ts';
import { notSaved } from './not-saved.ts';

/** When it is to leave: after the time for Undo, or at a time of its own. */
export interface SendTime {
  readonly holdMs: number;
  readonly schedule: Schedule | null;
}

/** How a press of Send ended. */
export type SendResult =
  | { readonly kind: 'sent'; readonly row: OutboxRow }
  | { readonly kind: 'blocked'; readonly by: CheckItem }
  | { readonly kind: 'asked' }
  /** A recipient stands in its field and cannot be read; the field says why. */
  | { readonly kind: 'unreadRecipient' }
  /** The person did not want to wait for the files after all. */
  | { readonly kind: 'calledOff' }
  | { readonly kind: 'notHandedOver' };

/** Saves, checks and hands the message over. Findings that do not block are said once and stop nothing the second time. */
export async function sendDraft(session: DraftSession, parts: DraftParts, when: SendTime): Promise<SendResult> {
  const { store } = session;
  store.setState({ fault: null });
  if (!(await session.settle())) {
    // A conflict has a note of its own, with the two texts to choose from.
    if (store.getState().conflict === null) store.setState({ fault: notSaved });
    return { kind: 'notHandedOver' };
  }
  // Not before: what the engine found is about the text that it has.
  store.setState({ wasPressed: true });
  const state = store.getState();
  if (Object.values(state.fields).some(({ refusals }) => refusals.length > 0)) return { kind: 'unreadRecipient' };
  const isCopying = copyingFiles(state.incoming).length > 0;
  const findings = withoutCopying(state.composition.findings, isCopying);
  const decision = decideSend(readCheckLine(findings, state.kept), state.said);
  if (decision.kind === 'blocked') return decision;
  if (decision.kind === 'ask') {
    store.setState({ said: decision.saidKeys, askedFor: when.schedule });
    return { kind: 'asked' };
  }
  if (isCopying) {
    store.setState({ sending: 'waitsForCopies' });
    await session.attacher.whenCopied();
    if (store.getState().sending !== 'waitsForCopies') return { kind: 'calledOff' };
    store.setState({ sending: 'no' });
    // A file that could not be brought in changes what would be sent: the person decides again.
    if (store.getState().incoming.length > state.incoming.filter((file) => file.state !== 'copying').length) {
      store.setState({ askedFor: when.schedule });
      return { kind: 'asked' };
    }
    return sendDraft(session, parts, when);
  }
  store.setState({ sending: 'submitting' });
  try {
    const row = await submitOnce(session, parts, when);
    store.setState({ sent: row, sending: 'no' });
    return { kind: 'sent', row };
  } catch (thrown) {
    store.setState({ sending: 'no', fault: readFault(thrown) });
    return { kind: 'notHandedOver' };
  }
}

/** Looks before it would ask twice: a lost answer may mean that the message is handed over. */
async function submitOnce(session: DraftSession, parts: DraftParts, when: SendTime): Promise<OutboxRow> {
  const { id, revision } = session.store.getState().composition;
  for (;;) {
    try {
      return await parts.compose.submit({ id, revision, ...when });
    } catch (thrown) {
      if (!(thrown instanceof ConnectionLost)) throw thrown;
      await parts.whenConnected();
      const { row } = await parts.outbox.show({ id });
      if (row.state !== 'draft') return row;
    }
  }
}
