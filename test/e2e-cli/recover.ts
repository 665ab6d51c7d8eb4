import { type MailroomProcess, untilNobodyWorksOn } from '../helpers/mailroom-process.ts';
import { documentOf, readOutbox, type SendRig, sendCommand } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { runDocument, sendDocument } from './json-shapes.ts';

/** Kills the launcher, and waits until also the process that it had started is gone. */
export async function killForGood(sending: MailroomProcess, rig: SendRig): Promise<void> {
  sending.kill('SIGKILL');
  await sending.ended;
  await untilNobodyWorksOn(rig.dataDir);
}

/** How it ends after a death at any moment. */
export const oneMail = {
  run: { code: 0, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 },
  /** `run` sent it exactly if it had been saved before the death. */
  sentByRun: 'what was saved',
  again: { code: 0, state: 'sent', error: null, id: 'as saved' },
  messages: 1,
  findings: [],
};

/** Finishes what was saved, then gives the same command once more, and tells what came of both. */
export async function recoverAfterDeath(rig: SendRig, key: string, paths: readonly string[]): Promise<unknown> {
  const run = await rig.run(['run', '--until-idle']);
  const { done: _, ...open } = runDocument.parse(documentOf(run));
  const saved = readOutbox(rig.dataDir);
  const sentByRun = rig.server.sent.length;
  const again = await rig.run(sendCommand(key, paths));
  const { id, state, error } = sendDocument.parse(documentOf(again));
  const isSaved = saved.length === 0 || saved[0]?.id === id;
  return {
    run: { code: run.code, ...open },
    sentByRun: sentByRun === saved.length ? 'what was saved' : sentByRun,
    again: { code: again.code, state, error, id: isSaved ? 'as saved' : id },
    messages: readOutbox(rig.dataDir).length,
    findings: judgeDelivery(rig.server, key, paths),
  };
}
