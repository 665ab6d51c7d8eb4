import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { AccountId, OutboxId } from '../../../contract/ids.ts';
import { ConnectionLost } from '../../../renderer/client/connection-lost.ts';
import { createDraftDesk } from '../../../renderer/write/draft/draft-desk.ts';
import type { DraftParts } from '../../../renderer/write/draft/draft-parts.ts';
import { openDraftSession } from '../../../renderer/write/draft/draft-session.ts';
import { notSaved } from '../../../renderer/write/draft/not-saved.ts';
import { moveDraft } from '../../../renderer/write/draft/move-draft.ts';
import { sendDraft } from '../../../renderer/write/draft/send-draft.ts';
import { draftRig, rest } from './draft-rig.ts';

/** A message with a recipient and a subject, saved. */
async function writtenDraft() {
  const rig = draftRig();
  const session = openDraftSession(rig.parts, rig.composition());
  await session.recipients.read('to', 'legal@contoso.example', 'person');
  session.setSubject('Annexes');
  await session.settle();
  return { rig, session };
}

function refusal(error_code: ErrorCode): Error {
  const error = { error_code, message: 'No.', field: null, details: {}, remediation: 'Wait.', retriable: false };
  return new ORPCError('FAULT', { defined: true, data: { error, correlationId: null } });
}

function bytes(name: string): File {
  return new File([name], name);
}

describe('a draft in the window', () => {
  it('C9: has on disk what stands on the screen, half-typed recipients included', async () => {
    const { rig, session } = await writtenDraft();
    session.changeField('cc', { kind: 'typed', input: 'half' });
    session.setHtml('<p>Hello</p>');
    await rig.passTime();
    expect(rig.composition().text).toMatchObject({
      to: ['legal@contoso.example'],
      cc: ['half'],
      subject: 'Annexes',
      html: '<p>Hello</p>',
    });
    expect(session.store.getState().saving).toBe('saved');
  });

  it('takes a save whose answer was lost for its own, and goes on from there', async () => {
    const { rig, session } = await writtenDraft();
    rig.troubles.push('lostAfter');
    session.setSubject('Annexes, signed');
    await rig.passTime();
    expect(session.store.getState().saving).toBe('failed');
    session.setSubject('Annexes, signed twice');
    await rig.passTime();
    expect(session.store.getState()).toMatchObject({ saving: 'saved', conflict: null });
    expect(rig.composition().text.subject).toBe('Annexes, signed twice');
  });

  it('overwrites nobody: a text that another window saved stays until a person chose', async () => {
    const { rig, session } = await writtenDraft();
    session.setSubject('Mine');
    session.receive(rig.saveElsewhere({ subject: 'Theirs' }));
    await rig.passTime();
    expect(rig.composition().text.subject).toBe('Theirs');
    expect(session.store.getState().conflict?.text.subject).toBe('Theirs');

    session.resolveConflict('mine');
    await rig.passTime();
    expect(rig.composition().text.subject).toBe('Mine');
    expect(session.store.getState().conflict).toBeNull();
  });

  it('shows the other text when a person chooses it, and saves nothing over it', async () => {
    const { rig, session } = await writtenDraft();
    rig.saveElsewhere({ subject: 'Theirs' });
    session.setSubject('Mine');
    await rig.passTime();
    session.resolveConflict('theirs');
    await rig.passTime();
    expect(session.store.getState()).toMatchObject({ subject: 'Theirs', conflict: null, saving: 'saved' });
    expect(rig.composition().text.subject).toBe('Theirs');
  });

  it('takes over what another window wrote while nothing is unsaved here', async () => {
    const { rig, session } = await writtenDraft();
    session.receive(rig.saveElsewhere({ subject: 'Theirs', to: ['site@contoso.example'] }));
    await rest();
    const { subject, fields, textVersion } = session.store.getState();
    expect(subject).toBe('Theirs');
    expect(fields.to.tokens.map(({ address }) => address)).toEqual(['site@contoso.example']);
    expect(textVersion).toBe(2);
  });

  it('does not let an older answer overtake a newer one', async () => {
    const { rig, session } = await writtenDraft();
    const older = rig.composition();
    session.setSubject('Newer');
    await rig.passTime();
    session.receive(older);
    expect(session.store.getState().composition.text.subject).toBe('Newer');
  });

  it('C9: finds after a crash what the engine never got', async () => {
    const { rig, session } = await writtenDraft();
    rig.troubles.push('lostBefore');
    session.setHtml('<p>Typed while the engine was away</p>');
    await rig.passTime();
    expect(rig.composition().text.html).toBe('');

    const reloaded = openDraftSession(rig.parts, rig.composition());
    await rig.passTime();
    expect(reloaded.store.getState().html).toBe('<p>Typed while the engine was away</p>');
    expect(rig.composition().text.html).toBe('<p>Typed while the engine was away</p>');
    expect(rig.stored.size).toBe(0);
  });

  it('lets a person choose when both the crashed window and another one wrote', async () => {
    const { rig, session } = await writtenDraft();
    rig.troubles.push('lostBefore');
    session.setSubject('Mine');
    await rig.passTime();
    rig.saveElsewhere({ subject: 'Theirs' });
    const reloaded = openDraftSession(rig.parts, rig.composition());
    await rig.passTime();
    expect(rig.composition().text.subject).toBe('Theirs');
    expect(reloaded.store.getState().subject).toBe('Mine');
    expect(reloaded.store.getState().conflict?.text.subject).toBe('Theirs');
  });
});

describe('attaching', () => {
  it('U12: keeps files in the order in which they were chosen', async () => {
    const { rig, session } = await writtenDraft();
    session.attacher.files([bytes('b.zip'), bytes('a.zip'), bytes('c.zip')]);
    await session.attacher.whenCopied();
    expect(rig.composition().files.map(({ name }) => name)).toEqual(['b.zip', 'a.zip', 'c.zip']);
    expect(session.store.getState().incoming).toEqual([]);
  });

  it.each(['lostBefore', 'lostAfter'] as const)('attaches a file once when the answer is %s', async (trouble) => {
    const { rig, session } = await writtenDraft();
    rig.troubles.push(trouble);
    session.attacher.files([bytes('once.zip')]);
    await session.attacher.whenCopied();
    expect(rig.composition().files.map(({ name }) => name)).toEqual(['once.zip']);
    expect(session.store.getState().composition.files).toHaveLength(1);
  });

  it('U7: what is too large goes as a link when the person says so, and not a byte of it before the drive is asked', async () => {
    const { rig } = await writtenDraft();
    const sources: unknown[] = [];
    const answers = [refusal('source_too_large'), refusal('drive_unavailable'), null];
    const session = openDraftSession(
      {
        ...rig.parts,
        compose: {
          ...rig.parts.compose,
          checkLink: () => (answers[0] === null ? Promise.resolve({ fits: true }) : Promise.reject(answers.shift())),
          attach: (input) => (sources.push(input.source), rig.parts.compose.attach(input)),
        },
        sendFile: (file) =>
          answers.length === 3 ? Promise.reject(answers.shift()) : Promise.resolve({ incoming: file.name }),
      },
      rig.composition(),
    );
    const rowOf = () => session.store.getState().incoming[0];
    session.attacher.files([bytes('archive.tar')]);
    await session.attacher.whenCopied();
    expect(rowOf()).toMatchObject({ state: 'refused', error: { error_code: 'source_too_large' } });
    session.attacher.share(rowOf()?.key ?? '');
    await session.attacher.whenCopied();
    expect(rowOf()).toMatchObject({ state: 'refused', error: { error_code: 'drive_unavailable' } });
    expect(sources).toEqual([]);
    session.attacher.share(rowOf()?.key ?? '');
    await session.attacher.whenCopied();
    expect(session.store.getState().incoming).toEqual([]);
    expect(sources).toEqual([{ incoming: 'archive.tar', asLink: true }]);
  });

  it('U7: keeps the wish for a link while the permission for it is missing', async () => {
    const { rig } = await writtenDraft();
    const answers = [refusal('drive_consent_needed')];
    const link = () => (answers.length > 0 ? Promise.reject(answers.shift()) : Promise.resolve(rig.composition()));
    const compose = { ...rig.parts.compose, link };
    const session = openDraftSession({ ...rig.parts, compose }, rig.composition());
    await session.link(3, true);
    expect(session.store.getState()).toMatchObject({ linkWish: 3, fault: { error: {} } });
    await session.link(3, true);
    expect(session.store.getState()).toMatchObject({ linkWish: null, fault: null });
  });

  it('names after a reload the file whose copying the page took with it', async () => {
    const { rig, session } = await writtenDraft();
    const never = { ...rig.parts, sendFile: () => new Promise<{ incoming: string }>(() => undefined) };
    const closed = openDraftSession(never, rig.composition());
    closed.attacher.files([bytes('large.mov')]);
    await rest();
    closed.keepUnsaved();

    const reloaded = openDraftSession(rig.parts, rig.composition());
    expect(reloaded.store.getState().incoming).toMatchObject([{ name: 'large.mov', state: 'interrupted' }]);
    reloaded.attacher.files([bytes('large.mov')]);
    await reloaded.attacher.whenCopied();
    expect(reloaded.store.getState().incoming).toEqual([]);
    expect(rig.composition().files.map(({ name }) => name)).toEqual(['large.mov']);
    expect(session.store.getState().incoming).toEqual([]);
  });
});

describe('Send', () => {
  it('hands over what was typed last, and once', async () => {
    const { rig, session } = await writtenDraft();
    session.setSubject('Last word');
    const result = await sendDraft(session, rig.parts, { holdMs: 10_000, schedule: null });
    expect(result).toMatchObject({ kind: 'sent', row: { state: 'held' } });
    expect(rig.composition().text.subject).toBe('Last word');
    expect(rig.calls.filter((name) => name === 'submit')).toHaveLength(1);
  });

  it.each(['lostBefore', 'lostAfter'] as const)('looks before it asks again when the answer is %s', async (trouble) => {
    const { rig, session } = await writtenDraft();
    const submit: typeof rig.parts.compose.submit = (input) => {
      if (!rig.calls.includes('submit')) rig.troubles.push(trouble);
      return rig.parts.compose.submit(input);
    };
    const parts = { ...rig.parts, compose: { ...rig.parts.compose, submit } };
    expect(await sendDraft(session, parts, { holdMs: 0, schedule: null })).toMatchObject({
      kind: 'sent',
      row: { state: 'held' },
    });
    expect(rig.calls.filter((name) => name === 'submit')).toHaveLength(trouble === 'lostBefore' ? 2 : 1);
    expect(rig.calls).toContain('show');
  });

  it('C9: says what it could not save, claims nothing else about it, and takes that back once it is saved', async () => {
    const { rig, session } = await writtenDraft();
    session.setSubject('Last word');
    rig.troubles.push('lostBefore');
    expect(await sendDraft(session, rig.parts, { holdMs: 0, schedule: null })).toEqual({ kind: 'notHandedOver' });
    expect(session.store.getState()).toMatchObject({ fault: notSaved, wasPressed: false, saving: 'failed' });
    await rig.passTime();
    expect(session.store.getState()).toMatchObject({ fault: null, saving: 'saved' });
    expect(rig.isHandedOver()).toBe(false);
  });

  it('C3: stops at a recipient that cannot be read, and leaves it to be corrected', async () => {
    const { rig, session } = await writtenDraft();
    session.changeField('bcc', { kind: 'typed', input: 'nobody' });
    expect(await sendDraft(session, rig.parts, { holdMs: 0, schedule: null })).toEqual({ kind: 'unreadRecipient' });
    expect(session.store.getState().fields.bcc).toMatchObject({ input: 'nobody', refusals: [{ text: 'nobody' }] });
    expect(rig.isHandedOver()).toBe(false);
  });

  it('C14: says a finding once, then sends', async () => {
    const { rig, session } = await writtenDraft();
    rig.setFindings([{ kind: 'emptySubject', blocks: false, message: 'The subject is empty.', field: 'subject' }]);
    session.receive(rig.composition());
    expect((await sendDraft(session, rig.parts, { holdMs: 0, schedule: null })).kind).toBe('asked');
    expect((await sendDraft(session, rig.parts, { holdMs: 0, schedule: null })).kind).toBe('sent');
  });

  it('C14: misses no picture and no file that is still being copied', async () => {
    const { rig } = await writtenDraft();
    const message = 'A picture in the text is not attached any more.';
    rig.setFindings([{ kind: 'orphanImage', blocks: false, message, field: 'html' }]);
    const copied = Promise.withResolvers<{ incoming: string }>();
    const session = openDraftSession({ ...rig.parts, sendFile: () => copied.promise }, rig.composition());
    session.attacher.picture(bytes('seal.png'), 'seal@mailroom');
    const pressed = sendDraft(session, rig.parts, { holdMs: 0, schedule: null });
    await rest();
    expect(session.store.getState().sending).toBe('waitsForCopies');
    rig.setFindings([]);
    copied.resolve({ incoming: 'seal.png' });
    expect((await pressed).kind).toBe('sent');
  });

  it('waits for files that are still being copied, and sends with them', async () => {
    const { rig, session } = await writtenDraft();
    const copied = Promise.withResolvers<{ incoming: string }>();
    const slow = openDraftSession({ ...rig.parts, sendFile: () => copied.promise }, rig.composition());
    await rest();
    slow.attacher.files([bytes('annex.zip')]);
    const pressed = sendDraft(slow, rig.parts, { holdMs: 0, schedule: null });
    await rest();
    expect(slow.store.getState().sending).toBe('waitsForCopies');
    expect(rig.isHandedOver()).toBe(false);
    copied.resolve({ incoming: 'annex.zip' });
    expect((await pressed).kind).toBe('sent');
    expect(rig.composition().files.map(({ name }) => name)).toEqual(['annex.zip']);
    await session.leave();
  });
});

describe('while the engine is away', () => {
  it('C9: the window still has what it opened, the last first, and nothing that was discarded', async () => {
    const { rig } = await writtenDraft();
    const desk = createDraftDesk(rig.parts);
    expect(desk.atHand(null)).toBeNull();
    const first = desk.open(rig.composition());
    const second = desk.open({ ...rig.composition(), id: '019a0000-0000-7000-8000-000000000002' as OutboxId });
    expect(desk.atHand(null)).toBe(second);
    expect(desk.open(rig.composition())).toBe(first);
    expect([desk.atHand(null), desk.atHand('new')]).toEqual([first, null]);
    desk.discard(first);
    expect([desk.atHand(null), desk.atHand(rig.composition().id)]).toEqual([second, null]);
    desk.undoDiscard();
    expect(desk.atHand(rig.composition().id)).toBe(first);
  });
});

describe('Discard', () => {
  it('can be taken back, and touches nothing until the time for that is over', async () => {
    const { rig } = await writtenDraft();
    const discarded: string[] = [];
    const compose = {
      ...rig.parts.compose,
      discard: ({ id }: { id: string }) => Promise.resolve({ discarded: discarded.push(id) > 0 }),
    };
    const desk = createDraftDesk({ ...rig.parts, compose });
    const session = desk.open(rig.composition());
    desk.discard(session);
    expect(desk.discarded.getState().draft?.title).toBe('Annexes');
    expect([...rig.hidden]).toEqual([rig.composition().id]);
    desk.undoDiscard();
    await rig.passTime();
    expect([discarded, [...rig.hidden], [...desk.discarded.getState().ids]]).toEqual([[], [], []]);

    desk.discard(session);
    await rig.passTime();
    expect(discarded).toEqual([rig.composition().id]);
    expect(desk.discarded.getState()).toEqual({ draft: null, ids: new Set(discarded) });
    expect([...rig.hidden]).toEqual(discarded);
  });

  it('brings a draft back into the lists that could not be discarded', async () => {
    const { rig } = await writtenDraft();
    const compose = { ...rig.parts.compose, discard: () => Promise.reject(new ConnectionLost('no')) };
    const desk = createDraftDesk({ ...rig.parts, compose });
    desk.discard(desk.open(rig.composition()));
    await rig.passTime();
    expect([rig.hidden.size, desk.discarded.getState().ids.size]).toEqual([0, 0]);
  });

  it('moves to another mailbox what is saved, and nothing while something is not', async () => {
    const { rig } = await writtenDraft();
    const moves: string[] = [];
    const other = { ...rig.composition(), id: '019a0000-0000-7000-8000-000000000002' };
    const move = ({ account }: { account: string }) => Promise.resolve({ ...other, account: moves.push(account) });
    // A double: only what this test calls is there.
    const parts = { ...rig.parts, compose: { ...rig.parts.compose, move } } as unknown as DraftParts;
    const desk = createDraftDesk(parts);
    const session = desk.open(rig.composition());
    session.setSubject('Annexes, signed');
    rig.troubles.push('lostBefore');
    expect(await moveDraft(desk, session, 'sandbox:finance' as AccountId)).toBeNull();
    expect(moves).toEqual([]);
    expect(await moveDraft(desk, session, 'sandbox:finance' as AccountId)).toBe(other.id);
    expect([moves, rig.composition().text.subject]).toEqual([['sandbox:finance'], 'Annexes, signed']);
  });
});
