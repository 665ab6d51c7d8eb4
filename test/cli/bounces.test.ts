import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../main/sandbox/start-sandbox.ts';
import { mailroom } from './mailroom-process.ts';

const token = 'test-token';

it('C12 S7: a run finds what came back, says from whom, and resend goes to those alone, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-bounces-'));
  const sandbox = await startSandbox({
    stateDir: join(folder, 'service'),
    staticTokens: { [token]: 'sender@sandbox.example' },
    switches: { sentItemsDelayMs: 0, deliveryDelayMs: 0 },
  });
  onTestFinished(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const env = {
    MS_ACCESS_TOKEN: token,
    MS_GRAPH_BASE_URL: sandbox.graphBaseUrl,
    MS_SEND_PROBE_MS: '50',
    MS_BOUNCE_LOOK_MS: '50',
    MAILROOM_DATA_DIR: join(folder, 'data'),
  };
  const json = async (...args: readonly string[]) => {
    const { code, stdout } = await mailroom([...args, '--json'], { env });
    return { code, answer: JSON.parse(stdout) as Record<string, unknown> };
  };
  const to = ['finance@sandbox.example', 'gone@bounce.example'];
  const { answer: sent } = await json(
    'send',
    '--to',
    to.join(),
    '--subject',
    'Plans',
    '--text',
    'As agreed.',
    '--wait',
  );
  const id = String(sent['id']);

  await json('run', '--until-idle');
  const { answer: row } = await json('outbox', 'show', id);
  expect(row).toMatchObject({
    state: 'bounced',
    reason: 'there is no such mailbox (5.1.10)',
    recipients: [
      { address: to[0], verdict: null },
      { address: to[1], verdict: 'bounced', code: '5.1.10', settled: null },
    ],
  });

  const { code, answer: resent } = await json('outbox', 'resend', id);
  expect([code, resent['id'] === id, resent['recipients']]).toMatchObject([0, false, [{ address: to[1] }]]);
  const again = await json('outbox', 'resend', id);
  expect([again.code, again.answer]).toMatchObject([1, { error: { error_code: 'message_state_conflict' } }]);
});
