import { describe, expect, it } from 'vitest';
import { messageDraft, type MessageDraft } from '../../../contract/message.ts';
import { checkDraft, MAX_RECIPIENTS, utf8Length } from '../../../main/core/compose/check-draft.ts';
import { checkSchedule } from '../../../main/core/compose/check-schedule.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';

function draftOf(more: Partial<MessageDraft> = {}): MessageDraft {
  return { ...messageDraft.parse({ to: ['finance@sandbox.example'], subject: 'Plans', text: 'Here.' }), ...more };
}

function refusalOf(more: Partial<MessageDraft>): { code: string; field: string | null; message: string } {
  try {
    checkDraft(draftOf(more));
  } catch (error) {
    if (!(error instanceof MailroomError)) throw error;
    const { error_code: code, field, message } = error.structured;
    return { code, field, message };
  }
  throw new Error('it was accepted');
}

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `r${String(index)}@sandbox.example`);
}

describe('checkDraft', () => {
  it('MP2 MP8: takes recipients of every kind, the words, and what a message may ask for', () => {
    const content = checkDraft(
      draftOf({
        to: ['Finance, Sandbox <finance@sandbox.example>'],
        cc: ['legal@sandbox.example; design@sandbox.example'],
        bcc: ['archive@sandbox.example'],
        replyTo: ['sender@sandbox.example'],
        html: '<p>Here.</p>',
        importance: 'high',
        categories: [' Blue ', 'Blue', ''],
        requestReadReceipt: true,
      }),
    );
    expect(content).toEqual({
      to: [{ name: 'Finance, Sandbox', address: 'finance@sandbox.example' }],
      cc: [
        { name: null, address: 'legal@sandbox.example' },
        { name: null, address: 'design@sandbox.example' },
      ],
      bcc: [{ name: null, address: 'archive@sandbox.example' }],
      replyTo: [{ name: null, address: 'sender@sandbox.example' }],
      subject: 'Plans',
      body: { contentType: 'html', content: '<p>Here.</p>' },
      importance: 'high',
      categories: ['Blue'],
      requestReadReceipt: true,
      requestDeliveryReceipt: false,
      deferUntil: null,
    });
  });

  it('takes an empty text and subject, which people do send', () => {
    expect(checkDraft(draftOf({ text: null, subject: '' }))).toMatchObject({
      subject: '',
      body: { contentType: 'text', content: '' },
    });
  });

  it('MP2: takes 150 recipients over all three lists and refuses 0 and 151', () => {
    expect(MAX_RECIPIENTS).toBe(150);
    const [to, cc, bcc] = [addresses(150).slice(0, 50), addresses(150).slice(50, 100), addresses(150).slice(100)];
    const content = checkDraft(draftOf({ to, cc, bcc }));
    expect(content.to.length + content.cc.length + content.bcc.length).toBe(150);
    expect(refusalOf({ to: [] })).toMatchObject({ code: 'validation_error', field: 'to' });
    expect(refusalOf({ to: addresses(151) })).toMatchObject({ code: 'validation_error', field: 'to' });
    expect(refusalOf({ to: addresses(150), bcc: ['one-more@sandbox.example'] })).toMatchObject({ field: 'to' });
  });

  it('names the list and the words that are no address, shortened', () => {
    expect(refusalOf({ cc: ['nobody'] })).toMatchObject({ code: 'validation_error', field: 'cc' });
    expect(refusalOf({ cc: ['nobody'] }).message).toContain('"nobody"');
    expect(refusalOf({ replyTo: ['x'.repeat(5_000)] }).message.length).toBeLessThan(150);
  });

  it('refuses a subject of 256 characters or with a line break, which could smuggle a header', () => {
    expect(checkDraft(draftOf({ subject: 'x'.repeat(255) })).subject).toHaveLength(255);
    expect(refusalOf({ subject: 'x'.repeat(256) })).toMatchObject({ field: 'subject' });
    expect(refusalOf({ subject: 'Plans\r\nBcc: other@example.com' })).toMatchObject({ field: 'subject' });
  });

  it('refuses a text over 3.5 MB, and more than 250 files', () => {
    expect(checkDraft(draftOf({ text: 'x'.repeat(3_500_000) })).body.content).toHaveLength(3_500_000);
    expect(refusalOf({ text: 'é'.repeat(1_750_001) })).toMatchObject({ field: 'html' });
    const attachments = Array.from({ length: 251 }, () => ({ path: '/plans.bin' }));
    expect(refusalOf({ attachments })).toMatchObject({ field: 'attachments' });
    expect(checkDraft(draftOf({ attachments: attachments.slice(1) })).subject).toBe('Plans');
  });
});

describe('C11: a later time', () => {
  const sendAt = '2026-12-24T08:00:00.000Z';

  it('goes to the service only where it is to keep the message, and never without a time', () => {
    expect(checkDraft(draftOf({ sendAt })).deferUntil).toBeNull();
    expect(checkDraft(draftOf({ sendAt, onServer: true })).deferUntil).toBe(sendAt);
    expect(refusalOf({ onServer: true })).toMatchObject({ code: 'validation_error', field: 'sendAt' });
  });

  it('lies ahead, but not by more than a year', () => {
    const atMs = Date.parse(sendAt);
    expect(checkSchedule(null, atMs)).toBeNull();
    expect(checkSchedule(sendAt, atMs - 1)).toBe(atMs);
    expect(() => checkSchedule(sendAt, atMs)).toThrow('is over already');
    expect(checkSchedule(sendAt, atMs - 366 * 86_400_000)).toBe(atMs);
    expect(() => checkSchedule(sendAt, atMs - 366 * 86_400_000 - 1)).toThrow('more than a year ahead');
  });
});

describe('utf8Length', () => {
  it.each(['', 'plain', 'Ärger', '€ 100', 'ab😀c', '\ud800 alone'])('counts %j as the platform does', (text) => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  });
});
