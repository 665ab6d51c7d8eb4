import { expect, it } from 'vitest';
import { findPictures } from '../../../main/core/compose/find-pictures.ts';

const html = (content: string) => ({ contentType: 'html', content }) as const;

it('SM12: counts each picture that a text names once, with those that are not in the message', () => {
  const text = html(
    `<img src="cid:a"><img alt='' src='cid:a'><IMG SRC=cid:b><img src="cid:c"><img src="https://x.example/">`,
  );
  const files = [{ contentId: 'a' }, { contentId: 'b' }, { contentId: null }, { contentId: 'd' }];
  expect(findPictures(text, files)).toEqual({ matched: 2, orphans: 1 });
});

it('SM12: finds none in a plain text', () => {
  expect(findPictures({ contentType: 'text', content: 'src="cid:a"' }, [])).toEqual({ matched: 0, orphans: 0 });
});
