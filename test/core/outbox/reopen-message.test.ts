import { describe, expect, it } from 'vitest';
import { compositionText } from '../../../contract/compose.ts';
import { structuredError } from '../../../main/core/mailroom-error.ts';
import { addFile, saveText, startMessage, submitComposed } from '../../../main/core/outbox/compose-message.ts';
import { type OutboxChange, type Step, steps, unsentSteps } from '../../../main/core/outbox/outbox-record.ts';
import { reopenMessage } from '../../../main/core/outbox/reopen-message.ts';
import { composeRig, newFile, rigAccount } from '../../helpers/compose-rig.ts';
import { file, outboxRig } from '../../helpers/outbox-rig.ts';

const text = compositionText.parse({
  to: ['finance@sandbox.example'],
  cc: [],
  bcc: [],
  subject: 'Plans',
  html: '<p>As agreed.</p>',
  importance: 'normal',
});

/** A message that was sent off and is at this step now. */
function at(step: Step, more: OutboxChange = {}) {
  const { deps, store, jobs } = composeRig();
  const { id } = startMessage(deps, rigAccount());
  const { stored } = saveText(deps, id, 0, text);
  addFile(deps, id, newFile('plans.zip'));
  submitComposed(deps, rigAccount(), id, stored.revision, 0);
  store.change(id, { from: steps }, { step, ...more }, null, 1);
  return { deps, store, jobs, id };
}

const refused = structuredError('graph_4xx', { message: 'Refused.', remediation: 'Change it.' });
const repeated = structuredError('send_unconfirmed', { message: 'Sent again.', remediation: 'Follow that.' });

describe('a draft again', () => {
  it.each(unsentSteps)('at %s, with its words and files', (step) => {
    const { deps, id } = at(step);
    const draft = reopenMessage(deps, id);
    expect(draft).toMatchObject({ submittedAtMs: null, holdUntilMs: null, attachments: [{ name: 'plans.zip' }] });
    expect(unsentSteps).toContain(draft.step);
    expect(deps.compositions.read(id)?.text).toMatchObject({ subject: 'Plans', html: '<p>As agreed.</p>' });
  });

  it.each([
    ['failed', { draftId: 'd1', draftTries: 1 }, 'drafted'],
    ['failed', { draftTries: 1 }, 'drafting'],
    ['failed', {}, 'staged'],
    ['needsHuman', { draftId: 'd1', draftTries: 1 }, 'drafted'],
  ] as const)('after %s with %j it goes on at %s, with the draft that there may be', (step, more, goesOn) => {
    const { deps, id, jobs } = at(step, { error: refused, ...more });
    expect(reopenMessage(deps, id)).toMatchObject({ step: goesOn, submittedAtMs: null, error: null, ...more });
    expect(jobs.list({ states: ['ready', 'waiting'] })).toHaveLength(1);
  });
});

describe('what may have left is not touched', () => {
  it.each([
    ['sending', {}],
    ['accepted', {}],
    ['sent', {}],
    ['unknown', {}],
    ['cancelled', {}],
    ['needsHuman', { sendTriedAtMs: 1 }],
    ['failed', { sendTriedAtMs: 1, error: refused }],
    ['failed', { error: repeated }],
  ] as const)('at %s with %j', (step, more) => {
    const { deps, store, id } = at(step, more);
    const before = store.get(id);
    expect(() => reopenMessage(deps, id)).toThrow('It is too late to take this back');
    expect(store.get(id)).toEqual(before);
  });
});

it('posts nothing that became a draft while its files were read for one request', async () => {
  const rig = outboxRig();
  const id = rig.submit([file('a.bin', 5)], { path: 'direct' });
  rig.whileReading(() => rig.store().change(id, { from: ['staged'] }, { submittedAtMs: null }, null, 1));
  expect(await rig.run(id)).toEqual({ kind: 'done' });
  expect(rig.get(id)).toMatchObject({ step: 'staged', sends: 0 });
});
