import { describe, expect, it } from 'vitest';
import { findTestTitles } from '../../scripts/find-test-titles.ts';

describe('findTestTitles', () => {
  it('finds every way to write a test that runs', () => {
    const source = `
      describe('a group', () => {
        it("one", () => {});
        test('two', async () => {});
        it.each([['x', (1)]] as const)('three %s', (word: string) => {});
        it.each\`a | b\`('four', () => {});
        it(\`five \${process.platform}\`, () => {});
        test.describe.serial('six', () => {});
      });`;
    expect(findTestTitles(source)).toEqual(['a group', 'one', 'two', 'three %s', 'four', 'five …', 'six']);
  });

  it('leaves out what does not run and what is no test', () => {
    const source = `
      // it('in a comment', () => {});
      it.skip('skipped', () => {});
      it.todo('some day');
      describe.skip('skipped group', () => {});
      const text = "it('in a text', () => {})";
      submit('not a test', () => {});
      it(name, () => {});`;
    expect(findTestTitles(source)).toEqual([]);
  });
});
