import { describe, expect, it } from 'vitest';
import { startRig } from './browser-rig.ts';

const token = 'a-token-that-a-scraper-keeps';

function scrape(origin: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${origin}/metrics`, { method, headers });
}

describe('SM5: /metrics', () => {
  it('is for programs of this user, as text that Prometheus reads and nobody keeps', async () => {
    const host = await startRig();
    expect((await scrape(host.origin)).status).toBe(401);
    const answer = await scrape(host.origin, { authorization: `Bearer ${host.programToken}` });
    expect([answer.status, await answer.text()]).toEqual([200, 'up 1\n']);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('opens to the token that settings name, and to nothing like it', async () => {
    const host = await startRig({ metrics: { isOpen: false, token } });
    const statuses = await Promise.all(
      [`Bearer ${token}`, `Bearer ${token}x`, token, 'Bearer ', `Basic ${token}`].map(
        async (authorization) => (await scrape(host.origin, { authorization })).status,
      ),
    );
    expect(statuses).toEqual([200, 401, 401, 401, 401]);
  });

  it('gives the token of settings nothing else', async () => {
    const host = await startRig({ metrics: { isOpen: true, token } });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${host.origin}/session`, { headers })).status).toBe(401);
    expect((await fetch(`${host.origin}/launch-codes`, { method: 'POST', headers })).status).toBe(401);
  });

  it('is open to this machine where settings say so, and still to no page of another site', async () => {
    const host = await startRig({ metrics: { isOpen: true, token: null } });
    expect((await scrape(host.origin)).status).toBe(200);
    expect((await scrape(host.origin, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await scrape(host.origin, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await scrape(host.origin, {}, 'POST')).status).toBe(404);
  });
});
