import type { WebhookResult } from '../../core/ports/metrics.ts';

/** What an answer of the listener for notifications says, by its status. */
export function webhookResultOf(status: number): WebhookResult {
  switch (status) {
    case 202:
      return 'accepted';
    case 200:
      return 'handshake';
    case 503:
      return 'unavailable';
    default:
      return 'refused';
  }
}
