import { expect } from 'vitest';
import type { MailroomProcess } from '../helpers/mailroom-process.ts';
import { untilNobodyWorksOn } from '../helpers/mailroom-process.ts';
import { documentOf, readOutbox, type SendRig, sendCommand } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { runDocument, sendDocument } from './json-shapes.ts';

/** Kills the launcher, and waits until also the process that it had started is gone. */
export async function killForGood(sending: MailroomProcess, rig: SendRig): Promise<void> {
  sending.kill('SIGKILL');
  await sending.ended;
  await untilNobodyWorksOn(rig.dataDir);
}

/**
 * After a death at any moment: `run` finishes what was saved, and the same command again sends it if it was not saved,
 * and otherwise only tells how it ended.
 */
export async function expectOneMailAfterDeath(rig: SendRig, key: string, paths: readonly string[]): Promise<void> {
  const run = await rig.run(['run', '--until-idle']);
  expect({ ...run, stdout: runDocument.parse(documentOf(run)) }).toMatchObject({
    code: 0,
    stdout: { failed: 0, dead: 0, unconfirmed: 0, waiting: 0 },
  });
  const [saved, ...others] = readOutbox(rig.dataDir);
  expect(others).toEqual([]);
  expect(rig.server.sent).toHaveLength(saved === undefined ? 0 : 1);

  const again = await rig.run(sendCommand(key, paths));
  expect(again.code, again.stderr).toBe(0);
  const row = sendDocument.parse(documentOf(again));
  expect(row).toMatchObject({ key, state: 'sent', error: null, ...(saved === undefined ? {} : { id: saved.id }) });
  expect(judgeDelivery(rig.server, key, paths)).toEqual([]);
  expect(readOutbox(rig.dataDir)).toHaveLength(1);
}
