import { describe, expect, it } from 'vitest';
import { editableText, readEdited } from '../../../renderer/jobs/edited-payload.ts';

const payload = JSON.stringify({ messageId: 'm1', folder: 'Inbox', token: '•••' });
const editable = ['folder', 'messageId'];

describe('J14: an edited payload', () => {
  it('offers only what may be changed', () => {
    expect(JSON.parse(editableText(payload, editable))).toEqual({ messageId: 'm1', folder: 'Inbox' });
  });

  it('is the changed members alone, and a difference line by line', () => {
    const text = editableText(payload, editable).replace('Inbox', 'Archive');
    expect(readEdited(payload, editable, text)).toEqual({
      kind: 'changed',
      members: { folder: 'Archive' },
      lines: [
        { text: '{', change: 'same' },
        { text: '  "messageId": "m1",', change: 'same' },
        { text: '  "folder": "Inbox"', change: 'removed' },
        { text: '  "folder": "Archive"', change: 'added' },
        { text: '}', change: 'same' },
      ],
    });
  });

  it('is unchanged when only spaces or the order differ', () => {
    expect(readEdited(payload, editable, '{"folder":"Inbox","messageId":"m1"}')).toEqual({ kind: 'unchanged' });
  });

  it.each([
    ['no JSON', '{folder}', /not JSON/],
    ['no object', '[]', /not JSON/],
    ['a member that may not change', '{"messageId":"m1","folder":"a","token":"x"}', /“token” cannot be changed/],
    ['a member that went', '{"folder":"Archive"}', /“messageId” is missing/],
  ])('is refused: %s', (_, text, problem) => {
    const edited = readEdited(payload, editable, text);
    expect(edited).toEqual({ kind: 'unreadable', problem: expect.stringMatching(problem) });
  });
});
