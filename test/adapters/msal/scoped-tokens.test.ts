import { describe, expect, test } from 'vitest';
import { createSignInRig, senderAddress, signInAs } from '../../helpers/sign-in-rig.ts';
import { startIdentity } from '../../helpers/start-identity.ts';

const drive = { scopes: ['Files.ReadWrite'] };
const forMail = ['Mail.ReadWrite', 'Mail.Send', 'User.Read'];

describe('a permission beside those for mail', () => {
  test('MP1 U7: is asked for with the first request that needs it, and then kept', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    expect(account.scopes).not.toContain('Files.ReadWrite');
    const mail = await rig.tokens.accessToken(account.id);
    const before = service.tokenRequests();
    const [first, again] = [
      await rig.tokens.accessToken(account.id, drive),
      await rig.tokens.accessToken(account.id, drive),
    ];
    expect(first.ok).toBe(true);
    expect(again).toEqual(first);
    expect(service.tokenRequests() - before).toBe(1);
    expect(await rig.tokens.accessToken(account.id)).toEqual(mail);
  });

  test('MP1 U7: that was not granted leaves mail alone, and comes with the consent', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    service.identity.control({ action: 'restrictScopes', user: senderAddress, scopes: forMail });
    expect(await rig.tokens.accessToken(account.id, drive)).toMatchObject({ ok: false, kind: 'consentNeeded' });
    expect(rig.accounts.get(account.id)?.state).toBe('connected');
    expect(await rig.tokens.accessToken(account.id)).toMatchObject({ ok: true });
    service.identity.control({ action: 'restrictScopes', user: senderAddress, scopes: null });
    expect(await rig.tokens.accessToken(account.id, drive)).toMatchObject({ ok: true });
  });
});
