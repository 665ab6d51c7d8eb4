import type { Composition } from '../../../contract/compose.ts';
import type { AccountId } from '../../../contract/ids.ts';
import { readFault } from '../../app/fault.ts';
import type { DraftDesk } from './draft-desk.ts';
import type { DraftSession } from './draft-session.ts';

/**
 * The same message from another mailbox. Only what is saved is moved, so an unsaved letter stops it before anything
 * changes. Null when it was not moved; the session says why.
 */
export async function moveDraft(
  desk: DraftDesk,
  session: DraftSession,
  account: AccountId,
): Promise<Composition['id'] | null> {
  const { store } = session;
  if (!(await session.settle())) return null;
  const { id } = store.getState().composition;
  store.setState({ sending: 'submitting', fault: null });
  try {
    const moved = await desk.parts.compose.move({ id, account });
    desk.release(id);
    return moved.id;
  } catch (thrown) {
    store.setState({ sending: 'no', fault: readFault(thrown) });
    return null;
  }
}
