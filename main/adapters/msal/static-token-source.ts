import { MailroomError } from '../../core/mailroom-error.ts';
import { isLoopbackAddress } from '../../core/policy/setting-kinds.ts';
import type { TokenSource } from '../../core/ports/token-source.ts';

/**
 * MS_ACCESS_TOKEN: one fixed bearer for a Graph-like server on this machine. Anywhere else a token without a sign-in
 * is refused, because nobody could renew or revoke it.
 */
export function staticTokenSource(token: string, graphBaseUrl: string | null): TokenSource {
  if (graphBaseUrl === null || !isLoopbackAddress(graphBaseUrl)) {
    throw new MailroomError('config_invalid', {
      message: 'MS_ACCESS_TOKEN is only for a server on this machine, and MS_GRAPH_BASE_URL does not name one.',
      remediation: 'Unset MS_ACCESS_TOKEN and sign in, or set MS_GRAPH_BASE_URL to http://127.0.0.1:PORT/v1.0.',
      field: 'MS_ACCESS_TOKEN',
    });
  }
  return {
    accessToken: (_account, hint) =>
      Promise.resolve(
        hint?.refused === token
          ? { ok: false, kind: 'signInNeeded', detail: 'MS_ACCESS_TOKEN was refused' }
          : { ok: true, token, expiresAtMs: null },
      ),
  };
}
