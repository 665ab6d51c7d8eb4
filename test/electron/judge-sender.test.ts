import { describe, expect, it } from 'vitest';
import { judgeSender, type Sender } from '../../main/electron/judge-sender.ts';

const ours: Sender = { origin: 'app://mailroom', detached: false, parent: null, isDestroyed: () => false };

describe('whoever sends a message to the main process', () => {
  it('is heard from the top frame of our page in our window', () => {
    expect(judgeSender(ours, true)).toBe(null);
  });

  it.each<[string, Sender | null, boolean, string]>([
    ['a frame that has gone', null, true, 'no-frame'],
    ['a destroyed frame', { ...ours, isDestroyed: () => true }, true, 'gone'],
    ['a detached frame', { ...ours, detached: true }, true, 'gone'],
    ['another window', ours, false, 'not-our-window'],
    ['a frame in our page', { ...ours, parent: ours }, true, 'sub-frame'],
    ['a page of the web', { ...ours, origin: 'https://mailroom' }, true, 'foreign-origin'],
    ['a file', { ...ours, origin: 'file://' }, true, 'foreign-origin'],
    ['another host of our scheme', { ...ours, origin: 'app://mailroom.evil' }, true, 'foreign-origin'],
    ['a page without an origin', { ...ours, origin: 'null' }, true, 'foreign-origin'],
  ])('S1: is refused as %s', (_name, frame, isOurWindow, because) => {
    expect(judgeSender(frame, isOurWindow)).toBe(because);
  });
});
