import { describe, expect, it } from 'vitest';
import { call, graphClientRig } from '../../helpers/graph-client-rig.ts';

const reason = JSON.stringify({ error: { code: 'ErrorInvalidRecipients', message: 'At least one is not valid.' } });

async function sendAnswered(status: number, contentType: string, body: string) {
  const { mail } = await graphClientRig((_, response) => {
    response.writeHead(status, { 'Content-Type': contentType }).end(body);
  });
  return mail.sendDraft(call, 'd1');
}

describe('a refusal whose reason stands in its body', () => {
  it.each([400, 403])('is believed when it can be read: %i', async (status) => {
    const fault = { kind: 'refused', status, code: 'ErrorInvalidRecipients' };
    expect(await sendAnswered(status, 'application/json', reason)).toMatchObject({ ok: false, fault });
  });

  it.each([400, 403])('is no answer when it was cut on its way: %i', async (status) => {
    const half = reason.slice(0, reason.length / 2);
    expect(await sendAnswered(status, 'application/json', half)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });

  it('is believed without a reason when it never said that it has one', async () => {
    const fault = { kind: 'refused', status: 400, code: '' };
    expect(await sendAnswered(400, 'text/plain', 'No.')).toMatchObject({ ok: false, fault });
  });

  it.each([404, 413, 429, 503])('is clear by its status alone: %i', async (status) => {
    const half = reason.slice(0, reason.length / 2);
    expect(await sendAnswered(status, 'application/json', half)).toMatchObject({ fault: { kind: 'refused', status } });
  });
});
