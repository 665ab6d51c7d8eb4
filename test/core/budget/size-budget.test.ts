import { describe, expect, it } from 'vitest';
import { chooseLinks } from '../../../main/core/budget/choose-links.ts';
import { judgeSize, type SizeLimit, smallestLimit, transportSize } from '../../../main/core/budget/size-budget.ts';
import { describeOverLimit, limitOwner, tooLarge } from '../../../main/core/budget/size-words.ts';

const bob: SizeLimit = { by: 'recipient', bytes: 35_000_000, address: 'bob@partner.example' };
const own: SizeLimit = { by: 'mailbox', bytes: 20_000_000, learntAtMs: Date.UTC(2026, 10, 21) };

function file(sizeBytes: number, more: { wantsLink?: boolean; contentId?: string } = {}) {
  return { sizeBytes, wantsLink: more.wantsLink ?? false, contentId: more.contentId ?? null };
}

describe('C8: judgeSize', () => {
  it('weighs words and files as they travel: base64 in lines of 76', () => {
    expect(transportSize(57)).toBe(78);
    expect(judgeSize('é'.repeat(57), [file(57)], bob)).toEqual({ kind: 'fits', encodedBytes: 156 + 78, limit: bob });
  });

  it('fits up to the last byte of the limit, and not one byte beyond', () => {
    const encodedBytes = transportSize(1_000_000);
    const exact = { ...bob, bytes: encodedBytes };
    expect(judgeSize('', [file(1_000_000)], exact).kind).toBe('fits');
    expect(judgeSize('', [file(1_000_000)], { ...exact, bytes: encodedBytes - 1 }).kind).toBe('tooLarge');
  });

  it('does not weigh what is shared as a link', () => {
    expect(judgeSize('', [file(90_000_000, { wantsLink: true })], bob)).toMatchObject({
      kind: 'fits',
      encodedBytes: 0,
    });
  });

  it('is sure about the service’s own limit only for the files as they are', () => {
    const service = smallestLimit([]);
    expect(judgeSize('', [file(118_000_000)], service).kind).toBe('doubtful');
    expect(judgeSize('', [file(150_000_000)], service).kind).toBe('doubtful');
    expect(judgeSize('', [file(150_000_000), file(1)], service).kind).toBe('tooLarge');
  });
});

describe('C8: smallestLimit', () => {
  it('is the smallest that is known, and Microsoft’s where nothing is', () => {
    expect(smallestLimit([])).toEqual({ by: 'service', bytes: 150_000_000 });
    expect(smallestLimit([bob, own])).toBe(own);
    expect(smallestLimit([{ ...bob, bytes: 150_000_000 }])).toMatchObject({ by: 'service' });
  });

  it('says whose it is, never rounding what is over so that it would fit', () => {
    const over = judgeSize('', [file(33_600_000)], bob);
    expect(describeOverLimit(over)).toBe('About 46 MB once encoded; bob@partner.example accepts 35 MB.');
    expect(tooLarge(over).message).toBe(
      'About 46 MB once encoded; bob@partner.example accepts 35 MB. Nothing was sent.',
    );
    expect(limitOwner(own)).toBe('your mailbox, learnt on 2026-11-21');
    const hair = judgeSize('', [file(1_000_000)], { ...bob, bytes: transportSize(1_000_000) - 1 });
    expect(describeOverLimit(hair)).toBe('About 1.4 MB once encoded; bob@partner.example accepts 1.3 MB.');
  });
});

describe('L1: chooseLinks', () => {
  it('shares the largest until the rest fits', () => {
    const [small, large, middle] = [file(5_000_000), file(30_000_000), file(20_000_000)];
    expect([...chooseLinks('', [small, large, middle], bob)]).toEqual([large]);
    expect([...chooseLinks('', [small, large, middle], own)]).toEqual([large, middle]);
    expect([...chooseLinks('', [small], bob)]).toEqual([]);
  });

  it('leaves the pictures of the text', () => {
    const picture = file(40_000_000, { contentId: 'plan' });
    const rest = file(1_000_000);
    expect([...chooseLinks('', [picture, rest], bob)]).toEqual([rest]);
  });
});
