import { expect, it } from 'vitest';
import { processesOn } from '../helpers/mailroom-process.ts';
import { documentOf, sendCommand, sendRig } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';

it('says that the owner of the data folder does not answer, changes nothing, and the owner can go on', async () => {
  const rig = await sendRig();
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  rig.server.when('draft.heard', 1, async () => {
    reached.resolve();
    await held.promise;
  });
  const owner = rig.start([...sendCommand('owner', []), '--json']);
  await reached.promise;
  const pids = processesOn(rig.dataDir);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const refused = await rig.run(['outbox', 'list']);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  held.resolve();

  expect(refused).toMatchObject({ code: 1 });
  expect(documentOf(refused)).toMatchObject({
    error: {
      error_code: 'data_folder_busy',
      message: 'Another Mailroom owns the data folder and does not answer. Nothing was changed.',
      retriable: true,
    },
  });
  expect(await owner.ended).toMatchObject({ code: 0 });
  expect(judgeDelivery(rig.server, 'owner', [])).toEqual([]);
});
