import { describe, expect, it } from 'vitest';
import { isEmptyHtml } from '../../../renderer/write/draft/choose-draft.ts';
import { describeSaved } from '../../../renderer/write/draft/save-words.ts';
import { sendLabel, waitingForCopiesText } from '../../../renderer/write/draft/send-words.ts';

describe('the words of Write', () => {
  it('C9: says where a draft is saved and never claims more', () => {
    const saved = { state: 'saved' as const, savedAtWords: '14:09', onServer: true, connected: true };
    expect(describeSaved(saved)).toBe('Draft saved on this computer and in Drafts, 14:09');
    expect(describeSaved({ ...saved, onServer: false })).toBe('Draft saved on this computer, 14:09');
    expect(describeSaved({ ...saved, state: 'saving' })).not.toContain('saved');
    expect(describeSaved({ ...saved, state: 'failed', connected: false })).toContain('Your text is in this window');
  });

  it('names on the button what pressing it does', () => {
    const still = { copying: 0, unattached: 0, waitsForCopies: false, asked: false, scheduled: false };
    expect(sendLabel(still)).toBe('Send');
    expect(sendLabel({ ...still, unattached: 1 })).toBe('Send when attached');
    expect(sendLabel({ ...still, copying: 1 })).toBe('Send when attached');
    expect(sendLabel({ ...still, asked: true })).toBe('Send anyway');
    expect(sendLabel({ ...still, unattached: 2, asked: true })).toBe('Send anyway when attached');
    expect(sendLabel({ ...still, asked: true, scheduled: true })).toBe('Schedule anyway');
    expect(sendLabel({ ...still, copying: 2, waitsForCopies: true })).toBe('Do not send yet');
    expect(waitingForCopiesText(1)).toContain('one file is copied');
  });

  it.each([
    ['', true],
    ['<p></p>', true],
    ['<div style="x"><p>&nbsp;</p></div>', true],
    ['<p>a</p>', false],
    ['<p><img src="cid:1"></p>', false],
  ])('finds %j empty: %s', (html, empty) => {
    expect(isEmptyHtml(html)).toBe(empty);
  });
});
