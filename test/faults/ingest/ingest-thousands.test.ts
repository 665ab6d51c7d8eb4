import { beforeAll, describe, expect, test } from 'vitest';
import { collectThousands } from './collect-thousands.ts';

/** `npm run soak -- ingest` does the same with ten thousand. */
const MESSAGES = 400;
let rounds: Awaited<ReturnType<typeof collectThousands>> = [];

beforeAll(async () => {
  rounds = await collectThousands(MESSAGES, ({ name, messages, files, seconds }) => {
    process.stdout.write(`${name}: ${String(messages)} messages, ${String(files)} files in ${seconds.toFixed(0)} s\n`);
  });
}, 1_500_000);

describe('Promise 15: no notification ever comes, and every message does', () => {
  test.each([0, 2, 3])('round %i: all are here, byte for byte, once', (index) => {
    const { missing, double, wrong, dangling, open } = rounds[index]?.verdict ?? {};
    expect({ missing, double, wrong, dangling, open }).toEqual({
      missing: [],
      double: [],
      wrong: [],
      dangling: [],
      open: [],
    });
  });

  test('under faults nothing is doubled or altered, and what is not here yet is known to be missing', () => {
    const { verdict, faults, dead } = rounds[1] ?? {};
    expect({ ...verdict, dead }).toMatchObject({ double: [], wrong: [], dangling: [], dead: 0 });
    expect(faults).toBeGreaterThan(MESSAGES / 10);
  });

  test('the place was lost at three pages, and only what was new was fetched again', () => {
    expect(rounds[3]).toMatchObject({ resyncs: 3, messages: 100, waiting: 0 });
  });

  test('there were as many as there should be', () => {
    expect(rounds.at(-1)?.verdict.messages).toBeGreaterThanOrEqual(MESSAGES);
  });
});
