import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMinutes } from '../../main/cli/commands/pause.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { testToken } from '../helpers/start-engine.ts';
import { mailroom } from './mailroom-process.ts';

describe('U10: pausing from the command line', () => {
  it('takes minutes, hours and days, a week at most', () => {
    expect(['30m', '4h', ' 1D '].map(parseMinutes)).toEqual([30, 240, 1440]);
    for (const text of ['0m', '4', '4w', '-1h', '8d', '']) expect(() => parseMinutes(text)).toThrow('such as 30m');
  });

  it('says until when, and ends it earlier', async () => {
    const env = {
      MS_ACCESS_TOKEN: testToken,
      MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
      MAILROOM_DATA_DIR: join(temporaryFolder(), 'data'),
    };
    const paused = await mailroom(['pause', '--for', '4h', '--json'], { env });
    expect(paused.code).toBe(0);
    const { pausedUntil } = JSON.parse(paused.stdout) as { pausedUntil: string };
    expect(Date.parse(pausedUntil)).toBeGreaterThan(Date.now());
    const resumed = await mailroom(['resume'], { env });
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('What was paused goes on.') as string });
  });
});
