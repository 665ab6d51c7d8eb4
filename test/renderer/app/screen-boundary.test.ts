import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { describeCrash } from '../../../renderer/app/describe-crash.ts';
import { CrashNote, ScreenBoundary } from '../../../renderer/app/ScreenBoundary.tsx';

describe('a screen that crashes', () => {
  it('says what is safe, and offers to try again and to copy details', () => {
    const markup = renderToStaticMarkup(createElement(CrashNote, { details: '', onTryAgain: () => undefined }));
    expect(markup.replace(/<[^>]*>/g, '|')).toMatch(
      /\|Something we did not foresee\. Your draft is saved\.\|.*\|Try again\|.*\|Copy details\|/,
    );
    expect(ScreenBoundary.getDerivedStateFromError(new Error('x')).crash).not.toBeNull();
  });

  it('is described by where and when, without a word that somebody wrote', () => {
    const quoting = new SyntaxError('Unexpected token in "Dear Ana, the offer is"');
    const text = describeCrash(quoting, 'Write', 0, '\n    at MessageEditor\n    at DraftForm');
    expect(text).toMatch(
      /^Screen: Write\nTime: 1970-01-01T00:00:00\.000Z\nError: SyntaxError\n(at .*\n)+at MessageEditor/,
    );
    expect(text).not.toContain('offer');
    expect(describeCrash(new TypeError('rows is undefined'), 'Outbox', 0, '')).toContain(
      'TypeError: rows is undefined',
    );
  });
});
