import { expect, it } from 'vitest';
import { compositionText } from '../../../contract/compose.ts';
import { accountId } from '../../../contract/ids.ts';
import { addFile, saveText, startMessage } from '../../../main/core/outbox/compose-message.ts';
import { moveMessage } from '../../../main/core/outbox/move-message.ts';
import { DISCARD_KIND } from '../../../main/core/outbox/outbox-jobs.ts';
import { composeRig, newFile, rigAccount } from '../../helpers/compose-rig.ts';

const other = rigAccount(accountId.parse('sandbox-tenant:finance'));
const text = compositionText.parse({
  to: ['legal@sandbox.example'],
  cc: [],
  bcc: [],
  subject: 'Plans',
  html: '<p>A</p>',
  importance: 'high',
});

function drafted() {
  const { deps, store, jobs } = composeRig();
  const { id } = startMessage(deps, rigAccount());
  saveText(deps, id, 0, text);
  for (const name of ['a.zip', 'b.zip']) addFile(deps, id, newFile(name));
  store.changeAttachment(id, 0, { from: ['staged'] }, { step: 'done', remoteId: 'r1', confirmedBytes: 5 }, null, 1);
  store.change(id, { from: ['staged'] }, { step: 'drafted', draftId: 'd1' }, null, 1);
  return { deps, store, jobs, id };
}

it('begins words and files anew in the other mailbox, and has the draft in the first one deleted', () => {
  const { deps, store, jobs, id } = drafted();
  const moved = moveMessage(deps, id, other);
  expect(moved).toMatchObject({
    account: other.id,
    step: 'staged',
    submittedAtMs: null,
    draftId: null,
    attachments: [
      { name: 'a.zip', step: 'waiting', remoteId: null, confirmedBytes: 0 },
      { name: 'b.zip', step: 'waiting' },
    ],
  });
  expect(deps.compositions.read(moved.id)?.text).toEqual(text);
  expect(store.get(id)).toMatchObject({ step: 'cancelled', submittedAtMs: null });
  expect(jobs.list({ kinds: [DISCARD_KIND] })).toHaveLength(1);
});

it('moves once, however often it is asked, and to its own mailbox not at all', () => {
  const { deps, store, id } = drafted();
  expect(moveMessage(deps, id, rigAccount()).id).toBe(id);
  const moved = moveMessage(deps, id, other);
  expect(moveMessage(deps, id, other).id).toBe(moved.id);
  expect(store.list({})).toHaveLength(2);
});
