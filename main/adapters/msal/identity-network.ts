import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';

const timeoutMs = 30_000;

/** All that the service may say to a POST. MSAL would take an empty object for a sign-in with an empty token. */
const postAnswer = z.union([
  z.looseObject({ error: z.string().min(1) }),
  z.looseObject({ device_code: z.string().min(1), user_code: z.string().min(1) }),
  z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() }),
]);

/**
 * MSAL's network with what its own lacks: a time limit on each request, cancellation, a look at the answer's shape, and
 * no redirects, so that a code or a refresh token is never carried to another host.
 */
export function identityNetwork(signal?: AbortSignal): INetworkModule {
  async function request<T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> {
    const limit = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    };
  }
  return {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      request<T>(url, { headers: options?.headers ?? {} }),
    async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions) {
      const init = { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' };
      const response = await request<T>(url, init);
      postAnswer.parse(response.body);
      return response;
    },
  };
}

interface TokenError {
  readonly error?: unknown;
}

/**
 * MSAL takes `slow_down` for the end of a device sign-in. RFC 8628 §3.5 means: go on, five seconds slower. So this
 * waits the additional time before each poll and tells MSAL that the answer is still pending.
 */
export function patientNetwork(network: INetworkModule, wait: (delayMs: number) => Promise<void>): INetworkModule {
  let additionalMs = 0;
  return {
    sendGetRequestAsync: network.sendGetRequestAsync.bind(network),
    async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
      if (additionalMs > 0) await wait(additionalMs);
      const response = await network.sendPostRequestAsync<T>(url, options);
      if ((response.body as TokenError).error !== 'slow_down') return response;
      additionalMs += 5_000;
      return { ...response, body: { ...response.body, error: 'authorization_pending' } };
    },
  };
}
