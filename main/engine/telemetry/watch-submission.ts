import { statSync } from 'node:fs';
import { finishContent } from '../../core/html/finish-content.ts';
import { userOf } from '../../core/ingest/ingest-jobs.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { SubmitDeps } from '../../core/outbox/submit-message.ts';
import { sanitizationChanges } from '../../core/ports/metrics.ts';
import type { OutgoingHtml } from '../../core/ports/outgoing-html.ts';
import type { BlobStore } from '../../core/ports/blob-store.ts';
import type { Observers } from './observers.ts';

/** The gates, timed. What they refuse counts as a try to send that failed. */
export function watchGates(passGates: SubmitDeps['passGates'], { metrics, log }: Observers): SubmitDeps['passGates'] {
  return (account, content) => {
    const beganMs = performance.now();
    try {
      passGates(account, content);
      metrics.gatesAsked('allow', performance.now() - beganMs);
    } catch (error) {
      const code = error instanceof MailroomError ? error.code : 'internal_error';
      metrics.gatesAsked(code === 'rollout_gated' ? 'block' : null, performance.now() - beganMs);
      metrics.sendFailed(code);
      metrics.structuredError('outlook.send', code);
      log.warn('send.gateRefused', { userId: userOf(account.id), code });
      throw error;
    }
  };
}

/** What is taken out of HTML, counted by kind: also in a try that sends nothing. */
export function watchFinish(html: OutgoingHtml, { metrics }: Observers): SubmitDeps['finish'] {
  return (content, asText) => {
    const finished = finishContent(html, content, asText);
    for (const change of sanitizationChanges) {
      const count = finished.changes[change] ?? 0;
      if (count > 0) metrics.htmlSanitized(change, count);
    }
    return finished.content;
  };
}

/** Snapshots, with the bytes of those told that are larger than any mail may be. */
export function watchSnapshots(blobs: BlobStore, { metrics }: Observers): BlobStore {
  return {
    ...blobs,
    async snapshot(path, limits, signal) {
      const result = await blobs.snapshot(path, limits, signal);
      if (!result.ok && result.failure === 'tooLarge') {
        metrics.filesJudged('rejected', statSync(path, { throwIfNoEntry: false })?.size ?? 0);
      }
      return result;
    },
  };
}
