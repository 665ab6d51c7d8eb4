import { describe, expect, it } from 'vitest';
import { jobIndexRig } from '../../../helpers/job-index-rig.ts';

describe('J3: the search for a job', () => {
  it.each([
    ['हिन्दी समाचार', 'समाचार'],
    ['தமிழ் செய்தி', 'தமிழ்'],
    ['Crème brûlée', 'creme bru\u0302l'],
    ['Cre\u0300me fraîche', 'crème fraiche'],
    ['ไทยแลนด์', 'ไทย'],
    ['서울 회의', '서울'],
  ])('finds "%s" by "%s"', (subject, text) => {
    const { download, index } = jobIndexRig();
    const id = download('m1', subject);
    download('m2', 'Invoice');
    expect(index.page({ text }, null, 10).rows.map((row) => row.id)).toEqual([id]);
  });

  it('has an answer to every letter, digit and mark that there is, also in the middle of a word', () => {
    const { index } = jobIndexRig();
    const asked = Array.from({ length: 0x32_00 }, (_, code) => String.fromCodePoint(code)).filter((sign) =>
      /[\p{L}\p{N}\p{M}]/u.test(sign),
    );
    const words = asked.map((sign) => `a${sign}b`);
    expect(words.length).toBeGreaterThan(6_000);
    for (let at = 0; at < words.length; at += 50) {
      const text = words.slice(at, at + 50).join(' ');
      expect(index.page({ text }, null, 1).total).toBe(0);
    }
  });
});
