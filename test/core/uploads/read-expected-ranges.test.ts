import { describe, expect, it } from 'vitest';
import { readExpectedRanges } from '../../../main/core/uploads/read-expected-ranges.ts';

describe('readExpectedRanges', () => {
  it.each([
    ['a bare number', { nextExpectedRanges: ['2097152'] }, 2_097_152],
    ['an open range', { nextExpectedRanges: ['0-'] }, 0],
    ['a closed range', { nextExpectedRanges: ['1998457-2097094'] }, 1_998_457],
    ['the capital spelling', { NextExpectedRanges: ['3932160'] }, 3_932_160],
    ['several ranges in any order', { nextExpectedRanges: ['7864320-', '3932160-3932999'] }, 3_932_160],
  ])('reads %s', (_form, answer, offset) => {
    expect(readExpectedRanges(answer)).toBe(offset);
  });

  it.each([
    ['no property', {}],
    ['an empty list', { nextExpectedRanges: [] }],
    ['a string in place of the list', { nextExpectedRanges: '5-' }],
    ['a number in the list', { nextExpectedRanges: [5] }],
    ['words', { nextExpectedRanges: ['soon'] }],
    ['a negative number', { nextExpectedRanges: ['-5'] }],
    ['an empty text', { nextExpectedRanges: [''] }],
    ['a number beyond exact counting', { nextExpectedRanges: ['99999999999999999999'] }],
    ['one unreadable range among good ones', { nextExpectedRanges: ['5-', '?'] }],
    ['null', null],
    ['text', '5-'],
  ])('says nothing about %s', (_form, answer) => {
    expect(readExpectedRanges(answer)).toBeNull();
  });
});
