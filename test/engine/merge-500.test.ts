import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fastNowMs } from '../helpers/fast-clock.ts';
import { judgeDelivery, mostInAMinute } from '../helpers/merge-judge.ts';
import { deaths, liveMerge } from '../helpers/merge-life.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { testToken as token } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('C19 MP8 GW6: 500 rows keep to 30 a minute and 4 at once, are killed six times, and arrive once each', async () => {
  const rows = 500;
  const time = { beganMs: Date.now(), times: 100 };
  const switches = { sentItemsDelayMs: 1_000, deliveryDelayMs: 2_000 };
  const tenant = await startTenant(switches, token, () => fastNowMs(time));
  const { graphBaseUrl } = tenant;
  const life = { dataDir: join(temporaryFolder(), 'data'), rows, time, graphBaseUrl, token };

  for (const isTime of deaths) expect(await liveMerge(life, isTime)).toBe('killed');
  const last = await liveMerge(life, () => false);

  expect(last).toMatchObject({ state: 'done', counts: { went: rows, failed: 0, unsure: 0, drafts: 0, unmade: 0 } });
  expect(judgeDelivery(await tenant.delivered(), rows)).toEqual({ lost: [], twice: [] });
  expect(await tenant.violations()).toEqual([]);
  expect(mostInAMinute(await tenant.log())).toBeLessThanOrEqual(30);
  expect(await tenant.log({ path: /\$batch$/ })).not.toHaveLength(0);
}, 300_000);
