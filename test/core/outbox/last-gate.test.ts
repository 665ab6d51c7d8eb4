import { expect, it } from 'vitest';
import { structuredError } from '../../../main/core/mailroom-error.ts';
import { outboxRig } from '../../helpers/outbox-rig.ts';
import { goodDay } from '../../helpers/scripted-mail-service.ts';

const { draft, seal, send, seen } = goodDay;
const refusal = structuredError('internal_only_recipient_blocked', {
  message: 'Only inside recipients are allowed. Nothing was sent.',
  remediation: 'MS_INTERNAL_ONLY decides this.',
});

it('MP3 SM7: a gate that closed since refuses right before sending; nothing is asked, and it can be edited', async () => {
  const rig = outboxRig();
  const id = rig.submit();
  rig.setRefusal(refusal);
  expect(await rig.run(id, draft, ...seal())).toEqual({ kind: 'done' });
  expect(rig.get(id)).toMatchObject({ step: 'failed', sends: 0, sendTriedAtMs: null, error: refusal });
  expect(rig.history(id).at(-1)).toBe(refusal.message);
});

it('MP3: the same holds for the direct path, and what is open goes', async () => {
  const rig = outboxRig();
  const [refused, sent] = [rig.submit([], { path: 'direct' }), rig.submit()];
  rig.setRefusal(refusal);
  await rig.run(refused);
  expect(rig.get(refused)).toMatchObject({ step: 'failed', sends: 0, error: refusal });
  rig.setRefusal(null);
  await rig.run(sent, draft, ...seal(), send, seen);
  expect(rig.get(sent)).toMatchObject({ step: 'sent', error: null });
});
