import { describe, expect, it } from 'vitest';
import { paceOf, takesMs } from '../../../main/core/merge/merge-pace.ts';
import { messageKey, readMessageKey } from '../../../main/core/merge/merge-jobs.ts';
import { mergeId } from '../../../contract/merge.ts';
import { fillRow, unknownVariables } from '../../../main/core/merge/fill-row.ts';
import { plan } from '../../helpers/merge-order.ts';

describe('C19: the pace of a merge', () => {
  it('never lets a window of a minute see more than the limit, whatever the limit', () => {
    for (let limit = 1; limit <= 200; limit += 1) {
      const { atOnce, everyMs } = paceOf(limit);
      const steps = Array.from({ length: 400 }, (_, n) => n * everyMs);
      const most = Math.max(
        ...steps.map((from) => steps.filter((at) => at >= from && at < from + 60_000).length * atOnce),
      );
      expect([limit, most <= limit, atOnce <= 20]).toEqual([limit, true, true]);
    }
  });

  it('says how long sending takes: 500 at 25 a minute about 21 minutes, one at once', () => {
    expect(Math.round(takesMs(500, 25) / 60_000)).toBe(21);
    expect(takesMs(1, 25)).toBe(0);
  });
});

describe('C19: a row of a merge', () => {
  const id = mergeId.parse('01a1fe0c-f26e-7103-a08e-2c67816b63d4');

  it('has a key of its own that names it', () => {
    expect(readMessageKey(messageKey(id, 7))).toEqual({ merge: id, row: 7 });
    expect(readMessageKey('order-4711')).toBeNull();
    expect(messageKey(id, 7)).not.toBe(messageKey(id, 8));
  });

  it('puts cells into the words as words, and defaults where a cell is empty or no column is', () => {
    const filled = fillRow(
      {
        ...plan,
        subject: '{{who}}: {{city}}',
        html: '<p>{{name}} {{note}}</p>',
        variables: { who: 'name' },
        defaults: { city: 'Bern', note: '–' },
      },
      ['name', 'email', 'note'],
      { values: ['<b>Ada</b>', 'a@example.com', ''] },
    );
    expect(filled.text).toMatchObject({
      subject: '<b>Ada</b>: Bern',
      html: '<p>&lt;b&gt;Ada&lt;/b&gt; –</p>',
      to: ['a@example.com'],
    });
    expect([filled.missing, filled.empty]).toEqual([[], []]);
  });

  it('says which variables no column gives', () => {
    expect(unknownVariables(plan, ['email'])).toEqual(['name']);
  });
});
