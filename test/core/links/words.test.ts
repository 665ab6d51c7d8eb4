import { describe, expect, it } from 'vitest';
import { drivePlace } from '../../../main/core/links/drive-place.ts';
import { withLinks } from '../../../main/core/links/with-links.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const link = { name: 'film <1>.zip', sizeBytes: 46_000_000, url: 'https://drive.example/s/a?b=1&c="2"' };

describe('U7: withLinks', () => {
  it('names each file at the end of a text', () => {
    const { body } = withLinks({ ...sampleContent, body: { contentType: 'text', content: 'See below.\n\n' } }, [link]);
    expect(body.content).toBe(`See below.\n\nfilm <1>.zip (46 MB, OneDrive):\n${link.url}\n`);
  });

  it('stands inside the body of a whole document, with nothing that could become markup', () => {
    const html = '<html><body><p>Hi</p></body></html>';
    const { body } = withLinks({ ...sampleContent, body: { contentType: 'html', content: html } }, [link]);
    expect(body.content).toContain('film &lt;1&gt;.zip</a> (46 MB, OneDrive)');
    expect(body.content).toContain('href="https://drive.example/s/a?b=1&amp;c=&quot;2&quot;"');
    expect(body.content.endsWith('</div></body></html>')).toBe(true);
  });

  it('leaves words without links as they are', () => {
    expect(withLinks(sampleContent, [])).toBe(sampleContent);
  });
});

describe('U7: drivePlace', () => {
  it.each([
    ['plans.zip', 'plans.zip'],
    ['a/b:c*?.zip', 'a_b_c__.zip'],
    ['  .hidden. ', 'hidden'],
    ['CON.txt', 'file-CON.txt'],
    ['_vti_x', 'vti_x'],
    ['???', '___'],
    ['…', '…'],
    [`${'x'.repeat(300)}.zip`, `${'x'.repeat(196)}.zip`],
  ])('keeps a name that OneDrive takes: %s', (name, kept) => {
    expect(drivePlace(sampleId(1), { position: 2, name }).name).toBe(kept);
  });

  it('has one folder for each file of each message', () => {
    const places = [0, 1].map((position) => drivePlace(sampleId(1), { position, name: 'a' }).folder);
    expect(places).toEqual([`Mailroom/${sampleId(1)}-0`, `Mailroom/${sampleId(1)}-1`]);
  });
});
