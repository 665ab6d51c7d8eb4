import { describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { createSizeLimits } from '../../../main/core/budget/create-size-limits.ts';
import { findTipIssues } from '../../../main/core/budget/find-tip-issues.ts';
import type { MailTip } from '../../../main/core/budget/mail-tip.ts';
import { plainExcerpt } from '../../../main/core/budget/plain-excerpt.ts';
import { createRecipientTips } from '../../../main/core/budget/recipient-tips.ts';
import type { MailTipsService } from '../../../main/core/ports/mail-tips-service.ts';
import type { LearntLimit } from '../../../main/core/ports/size-limits.ts';
import { leapingClock } from '../../helpers/leaping-clock.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const me = accountId.parse('tenant:me');
const signal = new AbortController().signal;
const minuteMs = 60_000;

function tip(address: string, more: Partial<MailTip> = {}): MailTip {
  const none = { automaticReply: null, maxMessageBytes: null, members: null, outsideMembers: null };
  return { address, isFull: false, isRestricted: false, isModerated: false, isInvalid: false, ...none, ...more };
}

function rig(answer: (addresses: readonly string[]) => ReturnType<MailTipsService['ask']>) {
  const asked: (readonly string[])[] = [];
  const clock = leapingClock();
  const service: MailTipsService = {
    ask(_call, addresses) {
      asked.push(addresses);
      return answer(addresses);
    },
  };
  return { asked, clock, tips: createRecipientTips({ service, clock, random: seededRandom(1) }) };
}

const known: MailTipsService['ask'] = (_call, addresses) =>
  Promise.resolve({ ok: true, value: addresses.map((address) => tip(address)), requestId: null });

describe('C7: recipient tips', () => {
  it('asks for fifty at a time, and for nobody twice within ten minutes', async () => {
    const { asked, clock, tips } = rig((addresses) => known({} as never, addresses));
    const all = Array.from({ length: 60 }, (_, index) => `a${String(index)}@partner.example`);
    await tips.ask(me, all, signal);
    await tips.ask(me, all, signal);
    expect(asked.map(({ length }) => length)).toEqual([50, 10]);
    expect(tips.known(me, ['A1@partner.example'])).toHaveLength(1);
    await clock.sleep(11 * minuteMs);
    await tips.ask(me, all.slice(0, 1), signal);
    expect(asked).toHaveLength(3);
    await clock.sleep(61 * minuteMs);
    expect(tips.known(me, all)).toEqual([]);
  });

  it('leaves a service alone that has none, and comes back to one that was only busy', async () => {
    let status = 501;
    const { asked, clock, tips } = rig(() =>
      Promise.resolve({
        ok: false,
        fault: {
          kind: 'refused',
          status,
          code: '',
          message: '',
          retryAfterMs: null,
          requestId: null,
          clientRequestId: '',
        },
      }),
    );
    await tips.ask(me, ['a@partner.example'], signal);
    await clock.sleep(5 * minuteMs);
    await tips.ask(me, ['a@partner.example'], signal);
    expect(asked).toHaveLength(1);
    await clock.sleep(60 * minuteMs);
    status = 503;
    await tips.ask(me, ['a@partner.example'], signal);
    await clock.sleep(2 * minuteMs);
    await tips.ask(me, ['a@partner.example'], signal);
    expect(asked).toHaveLength(3);
  });

  it('says each thing once for all whom it is about', () => {
    const said = findTipIssues([
      tip('a@p.example', { isFull: true }),
      tip('b@p.example', { isFull: true }),
      tip('c@p.example', { isFull: true, members: 1, outsideMembers: 1 }),
    ]);
    expect(said.map(({ message }) => message)).toEqual(['a@p.example and 2 others have full mailboxes.']);
  });

  it.each([
    ['<p>I am <b>away</b>.</p><p>Back soon &amp; well.</p>', 'I am away. Back soon & well.'],
    ['<style>p{}</style><script>alert(1)</script>Away<!-- x -->', 'Away'],
    ['<img src=x onerror=alert(1)><scr<b></b>ipt>', 'ipt>'],
    ['word '.repeat(60), `${'word '.repeat(24).trimEnd()}…`],
    ['left\u202Eright\u0000 end', 'left right end'],
    ['   ', ''],
  ])('makes one plain line of an automatic reply: %s', (html, line) => {
    expect(plainExcerpt(html)).toBe(line);
  });
});

describe('C8: the limits of an account', () => {
  it('keeps the smallest size that was refused, for thirty days', async () => {
    let stored: LearntLimit | null = null;
    const clock = leapingClock();
    const learnt = {
      read: () => stored,
      write: (_account: unknown, limit: LearntLimit) => void (stored = limit),
      forget: () => void (stored = null),
    };
    const bob = tip('bob@partner.example', { maxMessageBytes: 30_000_000 });
    const limits = createSizeLimits({
      tips: { known: (_account, addresses) => (addresses.length === 0 ? [] : [bob]) },
      learnt,
      clock,
    });
    limits.learn(me, 39_000_000);
    limits.learn(me, 50_000_000);
    expect(limits.limitFor(me, [])).toMatchObject({ by: 'mailbox', bytes: 38_999_999 });
    expect(limits.limitFor(me, ['bob@partner.example'])).toMatchObject({ by: 'recipient', bytes: 30_000_000 });
    await clock.sleep(31 * 24 * 60 * minuteMs);
    expect(limits.limitFor(me, [])).toMatchObject({ by: 'service' });
  });
});
