import { expect, it } from 'vitest';
import { sandboxFaults } from '../../../contract/shell.ts';
import { faultWords, remainingWords, shortHash } from '../../../renderer/sandbox/fault-words.ts';

it('says of every fault of the sandbox what will happen, and of none twice', () => {
  expect(faultWords.map(({ fault }) => fault).toSorted()).toEqual([...sandboxFaults].toSorted());
  for (const { name, effect } of faultWords) {
    expect(name).not.toMatch(/\.$/);
    expect(effect).toMatch(/\.$/);
  }
});

it('says how long a fault stays', () => {
  expect([null, 1, 3].map(remainingWords)).toEqual(['until cleared', 'next time', 'next 3 times']);
  expect(shortHash('0123456789abcdef'.repeat(4))).toBe('012345…abcdef');
});
