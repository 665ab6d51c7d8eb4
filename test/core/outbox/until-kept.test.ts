import { expect, it } from 'vitest';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import { untilKept } from '../../../main/core/outbox/until-kept.ts';

const cleared = (): MailroomError =>
  new MailroomError('source_missing', { message: 'It was cleared away.', remediation: 'Again.', retriable: true });
const gone = (): MailroomError =>
  new MailroomError('source_missing', { message: 'There is no such file.', remediation: 'Choose another.' });

it('files whose bytes were released while they were taken are taken again', async () => {
  let tries = 0;
  const taken = await untilKept(() => {
    tries += 1;
    return tries < 3 ? Promise.reject(cleared()) : Promise.resolve('kept');
  });
  expect([taken, tries]).toEqual(['kept', 3]);
});

it.each([
  ['released again and again', cleared, 3],
  ['missing for good', gone, 1],
  ['of any other trouble', () => new Error('x'), 1],
])('files that are %s are not taken for ever', async (_, trouble, expected) => {
  let tries = 0;
  const taking = untilKept(() => {
    tries += 1;
    return Promise.reject(trouble());
  });
  await expect(taking).rejects.toThrow(trouble().message);
  expect(tries).toBe(expected);
});
