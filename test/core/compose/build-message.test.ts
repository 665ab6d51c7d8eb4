import { describe, expect, it } from 'vitest';
import {
  buildAttachmentItem,
  buildFileAttachment,
  buildMessage,
  internetMessageId,
  MARKER_PROPERTY,
} from '../../../main/core/compose/build-message.ts';
import { checkType } from '../../../main/sandbox/odata/check-type.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const content = {
  ...sampleContent,
  cc: [{ name: null, address: 'legal@sandbox.example' }],
  replyTo: [{ name: null, address: 'sender@sandbox.example' }],
  body: { contentType: 'html', content: '<p>See <img src="cid:plan"></p>' },
  importance: 'high',
} as const;
const image = { name: 'plan.png', contentType: 'image/png', sizeBytes: 3, contentId: 'plan' };
const file = { name: 'plan.bin', contentType: 'application/octet-stream', sizeBytes: 3, contentId: null };

describe('SM2: buildMessage', () => {
  it('says everything in the shape of Graph, with our marker and our Message-ID', () => {
    expect(buildMessage(content, sampleId())).toEqual({
      subject: 'Plans',
      body: { contentType: 'html', content: '<p>See <img src="cid:plan"></p>' },
      toRecipients: [{ emailAddress: { address: 'finance@sandbox.example', name: 'Sandbox Finance' } }],
      ccRecipients: [{ emailAddress: { address: 'legal@sandbox.example' } }],
      bccRecipients: [],
      replyTo: [{ emailAddress: { address: 'sender@sandbox.example' } }],
      importance: 'high',
      internetMessageId: `<${sampleId()}@mailroom.invalid>`,
      singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: sampleId() }],
    });
  });

  it('MP8 C18: carries importance, categories and both receipts, and C11: the time until which it is kept', () => {
    const options = { categories: ['Blue'], requestReadReceipt: true, requestDeliveryReceipt: true };
    const message = buildMessage({ ...content, ...options, deferUntil: '2026-12-24T08:00:00.000Z' }, sampleId());
    expect(message).toMatchObject({
      importance: 'high',
      categories: ['Blue'],
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: true,
      singleValueExtendedProperties: [
        { id: MARKER_PROPERTY, value: sampleId() },
        { id: 'SystemTime 0x3FEF', value: '2026-12-24T08:00:00.000Z' },
      ],
    });
    expect(checkType(message, 'graph.message', 'message')).toBeNull();
  });

  it('fits the official types of the service', () => {
    expect(checkType(buildMessage(content, sampleId()), 'graph.message', 'message')).toBeNull();
    expect(checkType(buildFileAttachment(image, 'AAAA'), 'graph.fileAttachment', 'attachment')).toBeNull();
    const item = buildAttachmentItem(image).AttachmentItem;
    expect(checkType(item, 'graph.attachmentItem', 'AttachmentItem')).toBeNull();
  });

  it('gives each message a Message-ID of its own', () => {
    expect(internetMessageId(sampleId(1))).not.toBe(internetMessageId(sampleId(2)));
  });
});

describe('US7: inline images', () => {
  it('stay inline on either path, and other files do not become inline', () => {
    expect(buildFileAttachment(image, 'AAAA')).toMatchObject({ isInline: true, contentId: 'plan' });
    expect(buildAttachmentItem(image).AttachmentItem).toMatchObject({ isInline: true, contentId: 'plan' });
    expect(buildFileAttachment(file, 'AAAA')).not.toHaveProperty('isInline');
    expect(buildAttachmentItem(file).AttachmentItem).toEqual({
      attachmentType: 'file',
      name: 'plan.bin',
      size: 3,
      contentType: 'application/octet-stream',
    });
  });
});
