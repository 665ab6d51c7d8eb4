import { expect, test } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { staticTokenSource } from '../../../main/adapters/msal/static-token-source.ts';

const account = accountId.parse('static:static');

test.each([
  'http://127.0.0.1:8080/v1.0',
  'http://127.9.8.7/v1.0',
  'http://localhost:1/v1.0',
  'http://[::1]:8080/v1.0',
  'https://localhost/v1.0',
])('MS_ACCESS_TOKEN serves %s until it is refused', async (graphBaseUrl) => {
  const tokens = staticTokenSource('fixed', graphBaseUrl);
  expect(await tokens.accessToken(account)).toEqual({ ok: true, token: 'fixed', expiresAtMs: null });
  expect(await tokens.accessToken(account, { refused: 'fixed' })).toMatchObject({ ok: false, kind: 'signInNeeded' });
});

test.each([
  null,
  'https://graph.microsoft.com/v1.0',
  'http://127.0.0.1.evil.example/v1.0',
  'http://localhost.evil.example/v1.0',
  'http://127.0.0.1@evil.example/v1.0',
  'http://localhost:80@evil.example/v1.0',
  'http://10.0.0.1/v1.0',
  'http://0.0.0.0/v1.0',
  'ftp://127.0.0.1/v1.0',
  'http://evil.example/127.0.0.1',
])('MS_ACCESS_TOKEN is refused for %s', (graphBaseUrl) => {
  const refusal = expect.objectContaining({ code: 'config_invalid', message: expect.not.stringContaining('a-secret') });
  expect(() => staticTokenSource('a-secret-bearer', graphBaseUrl)).toThrow(refusal);
});
