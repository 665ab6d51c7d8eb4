import { expect } from 'vitest';
import { judgeSize, smallestLimit, wordsOf } from '../../main/core/budget/size-budget.ts';
import type { OutboxDeps } from '../../main/core/outbox/outbox-deps.ts';
import type { SubmitDeps } from '../../main/core/outbox/submit-message.ts';

const unused = (): never => expect.fail('nothing is shared here');

/** Nobody has a limit of their own, and nothing is to be shared: for tests of other things. */
export function roomForAll(): Pick<OutboxDeps, 'drive' | 'limits'> {
  return {
    limits: { limitFor: () => smallestLimit([]), learn: () => undefined },
    drive: {
      readRoom: unused,
      findFile: unused,
      createUploadSession: unused,
      removeFolder: unused,
      shareWithOrganization: unused,
      shareWithPeople: unused,
    },
  };
}

/** Every file goes as it was given. */
export const asGiven: SubmitDeps['planFiles'] = (_account, content, taken) => {
  const files = taken.map((file) => ({ ...file, wantsLink: file.wantsLink === true }));
  return Promise.resolve({ files, verdict: judgeSize(wordsOf(content), files, smallestLimit([])) });
};
