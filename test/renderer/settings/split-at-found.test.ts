import { expect, it } from 'vitest';
import { metricLines } from '../../../renderer/settings/metric-lines.ts';
import { splitAtFound } from '../../../renderer/settings/split-at-found.ts';

it('marks what is sought and loses nothing of the text', () => {
  const text = 'a.b (A.B) axb\n';
  const parts = splitAtFound(text, 'a.b');
  expect(parts.filter(({ isFound }) => isFound).map((part) => part.text)).toEqual(['a.b', 'A.B']);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(splitAtFound(text, '')).toEqual([{ text, isFound: false }]);
  const long = 'x'.repeat(5000);
  expect(
    splitAtFound(long, 'x')
      .map((part) => part.text)
      .join(''),
  ).toBe(long);
});

it('shows the series that counted something, and says of a metric when none did', () => {
  const metric = { name: 'n', help: 'h', type: 'counter' } as const;
  const series = [
    { labels: { result: 'ok', of: 'sum' }, value: 1.23456 },
    { labels: { result: 'no' }, value: 0 },
  ];
  expect(metricLines({ ...metric, series })).toEqual([{ labels: 'result ok, of sum', value: '1.235' }]);
  expect(metricLines({ ...metric, series: [] })).toEqual([{ labels: '', value: 'not measured' }]);
  expect(metricLines({ ...metric, series: [{ labels: {}, value: 0 }] })).toEqual([{ labels: '', value: '0' }]);
});
