import { describe, expect, it } from 'vitest';
import { compositionText } from '../../../contract/compose.ts';
import { isSameText, type MessageOptions } from '../../../renderer/write/draft/draft-state.ts';
import { readCategories, setOptions } from '../../../renderer/write/options/option-words.ts';

const text = compositionText.parse({ to: [], cc: [], bcc: [], subject: '', html: '', importance: 'normal' });

describe('C18: options of a message', () => {
  it('are not shown where nothing is set', () => {
    expect(setOptions(text)).toEqual([]);
  });

  it('are named each, and each can be taken off by itself', () => {
    const all: MessageOptions = {
      ...text,
      importance: 'low',
      requestReadReceipt: true,
      requestDeliveryReceipt: true,
      categories: ['Blue', 'Board'],
      replyTo: ['office@example.com'],
    };
    const chips = setOptions(all);
    expect(chips.map(({ words }) => words)).toEqual(
      expect.arrayContaining([
        'Low importance',
        'Read receipt',
        'Delivery receipt',
        'Category Blue',
        'Category Board',
        'Answers to office@example.com',
      ]),
    );
    expect(
      setOptions(
        chips.reduce((options, { key }) => {
          const chip = setOptions(options).find((one) => one.key === key);
          return { ...options, ...chip?.without };
        }, all),
      ),
    ).toEqual([]);
  });

  it('are part of what is saved, whatever order an answer lists them in', () => {
    expect(isSameText(text, { ...text, requestReadReceipt: true })).toBe(false);
    expect(isSameText(text, { ...text, categories: ['Blue'] })).toBe(false);
    const { subject, ...rest } = text;
    expect(isSameText(text, { ...rest, subject })).toBe(true);
  });

  it('read categories between commas, each once', () => {
    expect(readCategories(' Blue, Board,, Blue ')).toEqual(['Blue', 'Board']);
    expect(readCategories('')).toEqual([]);
  });
});
