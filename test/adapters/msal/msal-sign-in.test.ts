import { describe, expect, test } from 'vitest';
import type { DeviceCodePrompt } from '../../../main/adapters/msal/msal-sign-in.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import { answerDeviceSignIn, followSignIn } from '../../../main/sandbox/robot-browser.ts';
import { createSignInRig, realClock, senderAddress, signInAs } from '../../helpers/sign-in-rig.ts';
import { startIdentity } from '../../helpers/start-identity.ts';

const never = new AbortController().signal;
const byHint = { loginHint: senderAddress, signal: never };

async function startDeviceSignIn(choice: { user: string } | 'decline') {
  const service = await startIdentity();
  service.identity.control({ action: 'setDeviceCode', lifetimeS: 900, intervalS: 0 });
  const rig = await createSignInRig(service.origin);
  const work = rig.signIn.withDeviceCode(byHint, ({ url, code }: DeviceCodePrompt) => {
    void answerDeviceSignIn(url, code, choice);
  });
  return { service, rig, work };
}

async function failureOf(work: Promise<unknown>): Promise<MailroomError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MailroomError)) throw new Error('expected a MailroomError', { cause: error });
  return error;
}

describe('sign-in in the browser', () => {
  test('SM14: MP1: asks with PKCE S256, form_post, a state, a nonce and the permissions it needs', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    let asked = new URLSearchParams();
    let robot: Promise<unknown> = Promise.resolve();
    await rig.signIn.withBrowser({ loginHint: null, signal: never }, (url) => {
      asked = new URL(url).searchParams;
      robot = followSignIn(url, senderAddress);
    });
    await robot;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toHaveLength(43);
    expect(asked.get('response_mode')).toBe('form_post');
    expect(asked.get('state')).toHaveLength(43);
    expect(asked.get('nonce')).toHaveLength(43);
    expect(asked.get('prompt')).toBe('select_account');
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+$/);
    const scopes = asked.get('scope')?.split(' ').toSorted();
    expect(scopes).toEqual(['Mail.ReadWrite', 'Mail.Send', 'User.Read', 'offline_access', 'openid', 'profile']);
    expect(asked.get('claims')).toContain('xms_cc');
  });

  test('a person who cancels on the page leaves nothing behind', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const error = await failureOf(rig.signIn.withBrowser(byHint, (url) => void decline(url)));
    expect(error.structured).toMatchObject({
      error_code: 'sign_in_failed',
      details: { oauth_error: 'access_denied', aadsts: 'AADSTS65004' },
    });
    expect(rig.accounts.list()).toEqual([]);
  });

  test('can be cancelled while it waits, and the port is free afterwards', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const stop = new AbortController();
    let redirect = '';
    const work = rig.signIn.withBrowser({ ...byHint, signal: stop.signal }, (url) => {
      redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
      stop.abort();
    });
    expect((await failureOf(work)).structured.details).toEqual({ oauth_error: 'cancelled' });
    await expect(fetch(redirect)).rejects.toThrow('fetch failed');
  });

  test('ends by itself after five minutes', async () => {
    const service = await startIdentity();
    const waits: number[] = [];
    const clock = {
      ...realClock,
      sleep: (delayMs: number) => {
        waits.push(delayMs);
        return Promise.resolve();
      },
    };
    const rig = await createSignInRig(service.origin, { clock });
    const error = await failureOf(rig.signIn.withBrowser(byHint, () => undefined));
    expect(error.structured.details).toEqual({ oauth_error: 'timed_out' });
    expect(waits).toEqual([300_000]);
  });

  test('SM14: a reply with a code of somebody else signs nobody in', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const error = await failureOf(
      rig.signIn.withBrowser(byHint, (url) => {
        const { searchParams } = new URL(url);
        const body = new URLSearchParams({ code: 'sandbox-code-injected', state: searchParams.get('state') ?? '' });
        void fetch(searchParams.get('redirect_uri') ?? '', { method: 'POST', body });
      }),
    );
    expect(error.structured.details).toEqual({ oauth_error: 'invalid_grant', aadsts: 'AADSTS70000' });
    expect(JSON.stringify(error.structured)).not.toMatch(/http|injected/);
    expect(error.cause).toBeUndefined();
    expect(rig.accounts.list()).toEqual([]);
  });

  test('says that the service could not be reached, without its address', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const error = await failureOf(
      rig.signIn.withBrowser(byHint, (url) => {
        void followSignIn(url, senderAddress).catch(() => undefined);
        void awaitPicker(service.seen).then(() => service.answerWith('reset'));
      }),
    );
    expect(error.structured.message).toBe('The sign-in service could not be reached. Nothing was stored.');
    expect(JSON.stringify(error.structured)).not.toMatch(/127\.0\.0\.1|localhost/);
  });

  test('a second sign-in of the same person keeps one account with its new name and permissions', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const first = await signInAs(rig, senderAddress);
    const second = await signInAs(rig, senderAddress.toUpperCase());
    expect(second.id).toBe(first.id);
    expect(rig.accounts.list()).toEqual([second]);
  });
});

describe('sign-in by device code', () => {
  test('MP1: signs in once the person approved', async () => {
    const { service, rig, work } = await startDeviceSignIn({ user: senderAddress });
    const account = await work;
    expect(account.address).toBe(senderAddress);
    const result = await rig.tokens.accessToken(account.id);
    expect(result.ok && (await service.callMail(result.token)).status).toBe(200);
  });

  test('says so when the person declined', async () => {
    const { work } = await startDeviceSignIn('decline');
    expect((await failureOf(work)).structured.details).toMatchObject({
      oauth_error: 'authorization_declined',
      sign_in: 'declined',
    });
  });

  test('says so when the code expired', async () => {
    let nowMs = Date.now();
    const service = await startIdentity({ nowMs: () => nowMs });
    service.identity.control({ action: 'setDeviceCode', lifetimeS: 900, intervalS: 0 });
    const rig = await createSignInRig(service.origin);
    const work = rig.signIn.withDeviceCode(byHint, () => (nowMs += 900_000));
    expect((await failureOf(work)).structured.details).toMatchObject({ oauth_error: 'expired_token', sign_in: 'late' });
  });

  test('goes on five seconds slower when the service asks to slow down', async () => {
    let nowMs = Date.now();
    const service = await startIdentity({ nowMs: () => nowMs });
    service.identity.control({ action: 'setDeviceCode', lifetimeS: 900, intervalS: 1 });
    const waits: number[] = [];
    let prompt: DeviceCodePrompt | null = null;
    const clock = {
      ...realClock,
      sleep: async (delayMs: number) => {
        waits.push(delayMs);
        nowMs += 60_000;
        if (prompt !== null) await answerDeviceSignIn(prompt.url, prompt.code, { user: senderAddress });
      },
    };
    const rig = await createSignInRig(service.origin, { clock });
    const account = await rig.signIn.withDeviceCode(byHint, (shown) => (prompt = shown));
    expect(account.address).toBe(senderAddress);
    expect(waits).toEqual([5_000]);
  });

  test('can be cancelled between two polls', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const stop = new AbortController();
    const work = rig.signIn.withDeviceCode({ ...byHint, signal: stop.signal }, () => stop.abort());
    expect((await failureOf(work)).structured.details).toEqual({ oauth_error: 'cancelled' });
    expect(rig.accounts.list()).toEqual([]);
  });
});

async function decline(url: string): Promise<void> {
  const page = await fetch(url, { method: 'POST', body: new URLSearchParams({ decline: '1' }) });
  const html = await page.text();
  const target = /action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? '';
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = Array.from(inputs, ([, name = '', value = '']): [string, string] => [
    name,
    value.replaceAll('&#39;', "'"),
  ]);
  await fetch(target, { method: 'POST', body: new URLSearchParams(fields) });
}

/** Resolves when the account was posted, which is the last that the service needs to answer. */
async function awaitPicker(seen: readonly string[]): Promise<void> {
  while (!seen.some((line) => line.startsWith('POST') && line.endsWith('/authorize'))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
