import { expect, it } from 'vitest';
import { describeCrash } from '../../../renderer/app/describe-crash.ts';

it('describes a crash by where and when, without a word that somebody wrote', () => {
  const quoting = new SyntaxError('Unexpected token in "Dear all, the offer is"');
  const text = describeCrash(quoting, 'Write', 0, '\n    at MessageEditor\n    at DraftForm');
  expect(text).toMatch(
    /^Screen: Write\nTime: 1970-01-01T00:00:00\.000Z\nError: SyntaxError\n(at .*\n)+at MessageEditor/,
  );
  expect(text).not.toContain('offer');
  expect(describeCrash(new TypeError('rows is undefined'), 'Outbox', 0, '')).toContain('TypeError: rows is undefined');
});
