import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSessions } from '../../main/browser/sessions.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { enter, pageHeaders, startRig } from './browser-rig.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function openSession(sessions: ReturnType<typeof createSessions>) {
  const secrets = sessions.redeemCode(sessions.issueCode());
  if (secrets === null) throw new Error('not let in');
  return secrets;
}

describe('launch codes and sessions', () => {
  it('takes a launch code once', () => {
    const sessions = createSessions(
      [],
      () => 0,
      () => undefined,
    );
    const code = sessions.issueCode();
    expect([sessions.redeemCode(code) === null, sessions.redeemCode(code)]).toEqual([false, null]);
  });

  it('forgets a launch code after ten minutes', () => {
    let nowMs = 0;
    const sessions = createSessions(
      [],
      () => nowMs,
      () => undefined,
    );
    const [used, late] = [sessions.issueCode(), sessions.issueCode()];
    nowMs = 10 * MINUTE_MS - 1;
    expect(sessions.redeemCode(used)).not.toBeNull();
    nowMs = 10 * MINUTE_MS;
    expect(sessions.redeemCode(late)).toBeNull();
  });

  it('knows a page by cookie and token of the same session alone', () => {
    const sessions = createSessions(
      [],
      () => 0,
      () => undefined,
    );
    const [one, two] = [openSession(sessions), openSession(sessions)];
    expect(sessions.isValid(one)).toBe(true);
    expect(sessions.isValid({ cookie: one.cookie, token: two.token })).toBe(false);
    expect(sessions.isValid({ cookie: one.token, token: one.cookie })).toBe(false);
    expect(sessions.knowsCookie('')).toBe(false);
  });

  it('ends a session after 30 days, and the oldest when there are more than 20', () => {
    let nowMs = 0;
    const sessions = createSessions(
      [],
      () => nowMs,
      () => undefined,
    );
    const all = Array.from({ length: 21 }, () => openSession(sessions));
    expect(all.map((secrets) => sessions.isValid(secrets))).toEqual(all.map((_, index) => index > 0));
    nowMs = 30 * DAY_MS;
    expect(all.some((secrets) => sessions.isValid(secrets))).toBe(false);
  });

  it('keeps no secret of a page in the data folder, and what it keeps for its user alone', async () => {
    const dataDir = temporaryFolder();
    const host = await startRig({ dataDir });
    const secrets = await enter(host.launchUrl());
    const file = join(dataDir, 'browser-host.json');
    const kept = readFileSync(file, 'utf8');
    expect([kept.includes(secrets.cookie), kept.includes(secrets.token)]).toEqual([false, false]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('the launch address', () => {
  it('opens one page; a second one reads how to get a new address', async () => {
    const host = await startRig();
    const url = host.launchUrl();
    const first = await fetch(url, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(/^mailroom_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(first.headers.get('location')).toMatch(/^\/#token=[\w-]{43}$/);
    const second = await fetch(url, { redirect: 'manual' });
    expect([second.status, second.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await second.text()).toContain('mailroom serve --open');
  });

  it('is dead after ten minutes', async () => {
    let nowMs = 0;
    const host = await startRig({ nowMs: () => nowMs });
    const url = host.launchUrl();
    nowMs = 10 * MINUTE_MS;
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(401);
  });

  it('shows a stranger how to get in, and nothing of the page', async () => {
    const host = await startRig();
    const answer = await fetch(`${host.origin}/`);
    const html = await answer.text();
    expect([answer.status, html.includes('mailroom serve --open'), html.includes('csp-nonce')]).toEqual([
      401,
      true,
      false,
    ]);
  });

  it('gives each page a nonce of its own', async () => {
    const host = await startRig();
    const headers = pageHeaders(host.origin, await enter(host.launchUrl()));
    const answers = await Promise.all([1, 2].map(() => fetch(`${host.origin}/`, { headers })));
    const nonces = await Promise.all(
      answers.map(async (answer) => {
        const nonce = /nonce="([\w-]{43})"/.exec(await answer.text())?.[1] ?? '';
        expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });
});
