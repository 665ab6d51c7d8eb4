import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSendRig, queueCommand, recipient, type SendRig } from '../helpers/send-rig.ts';
import { refuse } from './refuse.ts';

let rig: SendRig;
beforeAll(async () => {
  rig = await openSendRig();
  await rig.run(queueCommand('before', []));
});
afterAll(() => rig.close());

const list = (count: number): string => Array.from({ length: count }, (_, n) => `r${n}@sandbox.example`).join(',');

describe('what cannot be sent', () => {
  it.each<[string, readonly string[], string | null, RegExp]>([
    ['without a recipient', ['send', '--subject', 'x'], 'to', /^The message has no recipient\. Nothing was sent\.$/],
    ['to 151 recipients', ['send', '--to', list(151)], 'to', /has 151 recipients; at most 150 .+ Nothing was sent\.$/],
    [
      'to 151 in all three lists',
      ['send', '--to', list(149), '--cc', 'c@x.example', '--bcc', 'b@x.example'],
      'to',
      /151 rec/,
    ],
    ['to no address', ['send', '--to', 'finance'], 'to', /^"finance" is not an e-mail address\. Nothing was sent\.$/],
    ['to half an address', ['send', '--to', `${recipient},legal@`], 'to', /^"legal@" is not .+ Nothing was sent\.$/],
    ['with a copy to no address', ['send', '--to', recipient, '--cc', 'a b@x'], 'cc', /is not an e-mail address/],
    [
      'with two lines of subject',
      ['send', '--to', recipient, '--subject', 'One\nBcc: x@y.example'],
      'subject',
      /line break/,
    ],
    ['with an endless subject', ['send', '--to', recipient, '--subject', 'x'.repeat(256)], 'subject', /255 characters/],
  ])('MP2: %s is refused with 2', async (_, args, field, says) => {
    const refused = await refuse(rig, args);
    expect(refused).toMatchObject({ code: 2, error_code: 'validation_error', field, retriable: false });
    expect(refused.message).toMatch(says);
  });

  it('C13: under a key that another mail has is refused with 2', async () => {
    expect(await refuse(rig, ['send', '--to', recipient, '--subject', 'Other', '--key', 'before'])).toEqual({
      code: 2,
      error_code: 'idempotency_key_reused',
      field: 'key',
      message: 'This key already belongs to a message with other content. Nothing was sent.',
      retriable: false,
    });
  });
});

describe('what cannot be understood', () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      'an unknown flag',
      ['send', '--tp', recipient],
      /^Unknown option '--tp'\. .*Did you mean --to\?.* Nothing was done\.$/,
    ],
    ['an unknown command', ['sned'], /^Unknown command 'sned'\. .*Did you mean send\?.* Nothing was done\.$/],
    ['no command', [], /^No command was given\. Nothing was done\.$/],
    ['a missing value', ['send', '--to'], /argument missing\. Nothing was done\.$/],
    ['a missing id', ['outbox', 'show'], /missing required argument 'id'\. Nothing was done\.$/i],
    ['a wrong id', ['outbox', 'cancel', '4711'], /^That is not the id of a message\. Nothing was changed\.$/],
    ['a word too many', ['accounts', 'list'], /too many arguments.* Nothing was done\.$/i],
    [
      'a wrong choice',
      ['send', '--to', recipient, '--wait=later'],
      /Allowed choices are accepted, sent.* Nothing was done\.$/,
    ],
    [
      'two mailboxes',
      ['send', '--to', recipient, '--from', 'a@x.example', '--account', 'b@x.example'],
      /name two mailboxes/,
    ],
  ])('L2: %s is refused with 2', async (_, args, says) => {
    const refused = await refuse(rig, args);
    expect(refused).toMatchObject({ code: 2, error_code: 'usage_error', retriable: false });
    expect(refused.message).toMatch(says);
  });
});
