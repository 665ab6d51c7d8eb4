import { describe, expect, it } from 'vitest';
import { findingKinds, type Finding } from '../../../contract/compose.ts';
import { decideSend, fixesOf, readCheckLine } from '../../../renderer/write/check/check-line.ts';

function finding(kind: Finding['kind'], blocks = false, field: string | null = null): Finding {
  return { kind, blocks, field, message: `About ${kind}.` };
}

describe('the check line', () => {
  it('shows at most three findings, what blocks first, else in the order they came', () => {
    const items = readCheckLine([
      finding('emptySubject'),
      finding('forgottenAttachment'),
      finding('tooLarge', true),
      finding('sourceChanged', false, 'report.xlsx'),
    ]);
    expect(items.map(({ finding: { kind } }) => kind)).toEqual(['tooLarge', 'emptySubject', 'forgottenAttachment']);
  });

  it('drops what a person chose to keep, but never what blocks', () => {
    const kept = new Set(['sourceChanged:report.xlsx', 'noRecipient:']);
    const items = readCheckLine([finding('noRecipient', true), finding('sourceChanged', false, 'report.xlsx')], kept);
    expect(items.map(({ finding: { kind } }) => kind)).toEqual(['noRecipient']);
  });

  it('has a way out of every finding', () => {
    for (const kind of findingKinds) expect(fixesOf(finding(kind))).not.toEqual([]);
  });

  it('C14: asks once about what does not block, and sends at the second press', () => {
    const items = readCheckLine([finding('forgottenAttachment'), finding('emptySubject')]);
    const first = decideSend(items, new Set());
    expect(first.kind).toBe('ask');
    if (first.kind !== 'ask') return;
    expect(decideSend(items, first.saidKeys)).toEqual({ kind: 'send' });
  });

  it('asks again when a new finding came since', () => {
    const first = decideSend(readCheckLine([finding('emptySubject')]), new Set());
    if (first.kind !== 'ask') throw new Error('It asked nothing.');
    const later = readCheckLine([finding('emptySubject'), finding('forgottenAttachment')]);
    expect(decideSend(later, first.saidKeys).kind).toBe('ask');
  });

  it('never sends past what blocks, however often it was said', () => {
    const items = readCheckLine([finding('internalOnly', true)]);
    expect(decideSend(items, new Set(items.map(({ key }) => key)))).toMatchObject({
      kind: 'blocked',
      by: { finding: { kind: 'internalOnly' } },
    });
  });
});
