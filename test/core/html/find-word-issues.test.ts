import { describe, expect, it } from 'vitest';
import { type CompositionFile, compositionFile, compositionText } from '../../../contract/compose.ts';
import { nodeOutgoingHtml } from '../../../main/adapters/html/node-outgoing-html.ts';
import { findLeftOut, findWordIssues } from '../../../main/core/html/find-word-issues.ts';

const text = (html: string, more: object = {}) =>
  compositionText.parse({ to: [], cc: [], bcc: [], subject: 'Plans', html, importance: 'normal', ...more });
const kinds = (html: string, files: readonly CompositionFile[] = [], more: object = {}) =>
  findWordIssues(text(html, more), files).map(({ kind }) => kind);
const draftFile = (more: Partial<CompositionFile>): CompositionFile =>
  compositionFile.parse({
    file: 1,
    name: 'plans.zip',
    sizeBytes: 5,
    sha256: 'c'.repeat(64),
    confirmedBytes: 0,
    state: 'waiting',
    path: 'direct',
    restart: null,
    contentId: null,
    source: null,
    ...more,
  });
const signed = '<section data-signature="a"><p>See the attached terms.</p></section>';

describe('What a person may have overlooked in the text', () => {
  it('C14: notices a promised file in their own words only: not in a quote, nor in the signature', () => {
    expect(kinds('<p>The plans are attached.</p>')).toEqual(['forgottenAttachment']);
    expect(kinds('<p>Im Anhang die Pläne</p>')).toEqual(['forgottenAttachment']);
    expect(kinds('<p>The plans are attached.</p>', [draftFile({})])).toEqual([]);
    expect(kinds(`<p>Thanks.</p>${signed}<blockquote><p>It is attached.</p></blockquote>`)).toEqual([]);
  });

  it('C14: takes a picture in the text for no file', () => {
    const picture = draftFile({ contentId: 'a@x' });
    expect(kinds('<p>attached <img src="cid:a@x"></p>', [picture])).toEqual(['forgottenAttachment']);
  });

  it('C17: stops a text with a variable that nobody filled in, and names it', () => {
    const found = findWordIssues(
      text('<p>Dear {{customer&nbsp;name}}, {{ day }}</p>', { subject: 'Order {{no}}' }),
      [],
    );
    expect(found).toEqual([
      { kind: 'unresolvedField', blocks: true, message: '{{no}} and 2 more are not filled in.', field: 'variable:no' },
    ]);
  });

  it('SM12: finds pictures without a file, and files that no text shows', () => {
    const logo = draftFile({ contentId: 'logo@x', name: 'logo.png', file: 3 });
    expect(kinds('<img src="cid:other@x">', [logo])).toEqual(['orphanImage', 'unshownPicture']);
    expect(kinds("<img alt='' src='cid:logo@x'>", [logo])).toEqual([]);
    const [found] = findWordIssues(text('<img src="cid:logo@x">', { asText: true }), [logo]);
    expect(found).toMatchObject({ kind: 'unshownPicture', blocks: false, field: 'file:3' });
    expect(found?.message).toBe('“logo.png” goes along as a file. Plain text shows no pictures.');
  });

  it('SM12: says before Send what will be left out, unless plain words are sent', () => {
    const html = '<p onclick="a()">x</p><script>a()</script><script>b()</script><form></form>';
    expect(findLeftOut(nodeOutgoingHtml(), text(html))).toEqual([
      {
        kind: 'leftOut',
        blocks: false,
        message: 'Will be left out of the text: 2 scripts, 1 action on an event and 1 part of a form.',
        field: 'html',
      },
    ]);
    expect(findLeftOut(nodeOutgoingHtml(), text(html, { asText: true }))).toEqual([]);
    expect(findLeftOut(nodeOutgoingHtml(), text('<p>x</p>'))).toEqual([]);
  });
});
