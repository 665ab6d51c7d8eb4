import { QueryClient } from '@tanstack/react-query';

/**
 * Calls go to an engine on this machine, so what the browser thinks of the network is irrelevant to them.
 * Nothing that changes something is ever repeated by itself.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: Infinity, refetchOnWindowFocus: false, retry: 1 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
