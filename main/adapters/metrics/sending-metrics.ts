import type { Registry } from 'prom-client';
import { errorCodes } from '../../../contract/errors.ts';
import {
  actionStatuses,
  filesResults,
  gateDecisions,
  type Metrics,
  sanitizationChanges,
} from '../../core/ports/metrics.ts';
import { counter, histogram, seconds, unlabelled } from './registered.ts';

type SendingMetrics = Pick<
  Metrics,
  | 'messageBuilt'
  | 'filesJudged'
  | 'picturesMatched'
  | 'htmlSanitized'
  | 'gatesAsked'
  | 'uploadStarted'
  | 'uploadEnded'
  | 'chunkSent'
  | 'sendAnswered'
  | 'sendSucceeded'
  | 'sendFailed'
  | 'sendConfirmed'
>;

const provider = 'microsoft';
const sending = { provider, action: 'outlook.send' } as const;
const sendingLabels = { provider: [provider], action: ['outlook.send'] } as const;

/** What becomes of mail on its way out. Names, labels and upload and build buckets are the published ones. */
export function sendingMetrics(registry: Registry): SendingMetrics {
  const sessions = counter(registry, 'outlook_upload_session_total', 'Upload sessions by what became of them.', {
    result: ['started', 'completed', 'failed'],
  });
  const uploadBytes = counter(registry, 'outlook_upload_bytes_total', 'Bytes of upload sessions that ended.', {
    result: ['completed', 'failed'],
  });
  const chunkBuckets = [0.1, 0.5, 1, 2, 5, 10, 30];
  const chunks = histogram(
    registry,
    'outlook_upload_chunk_seconds',
    'Time of the request of one chunk.',
    chunkBuckets,
    unlabelled,
  );
  const buildBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
  const builds = histogram(
    registry,
    'outlook_graph_build_seconds',
    'Time to put the JSON of a message together.',
    buildBuckets,
    unlabelled,
  );
  const files = counter(registry, 'outlook_attachment_bytes_total', 'Bytes of files that were taken or refused.', {
    result: filesResults,
  });
  const pictures = counter(registry, 'outlook_inline_refs_total', 'References of texts to pictures in the message.', {
    result: ['matched', 'orphan_cid'],
  });
  const sanitized = counter(registry, 'outlook_html_sanitization_changes_total', 'Changes that made HTML harmless.', {
    change_type: sanitizationChanges,
  });
  const executions = counter(registry, 'action_execution_total', 'Tries to send that were decided.', {
    ...sendingLabels,
    status: actionStatuses,
  });
  const latency = histogram(
    registry,
    'action_latency_seconds',
    'From the start of the request that sends to its decided answer.',
    [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
    { ...sendingLabels, status: actionStatuses },
  );
  const errors = counter(registry, 'action_error_total', 'Tries to send that failed, by the code of the error.', {
    ...sendingLabels,
    reason: errorCodes,
  });
  const confirmed = histogram(
    registry,
    'outlook_send_confirm_seconds',
    'From acceptance by the service to the sight of the message in Sent Items.',
    [1, 2, 5, 10, 30, 60, 300, 900],
    unlabelled,
  );
  const decisions = counter(registry, 'rollout_gate_decision', 'Answers of the rollout gate.', {
    provider: [provider],
    decision: gateDecisions,
  });
  const evaluations = histogram(
    registry,
    'rollout_gate_eval_seconds',
    'Time to ask the gates.',
    [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5],
    { provider: [provider] },
  );

  return {
    messageBuilt: (tookMs) => builds.observe(seconds(tookMs)),
    filesJudged: (result, sizeBytes) => files.inc({ result }, sizeBytes),
    picturesMatched(matched, orphans) {
      pictures.inc({ result: 'matched' }, matched);
      pictures.inc({ result: 'orphan_cid' }, orphans);
    },
    htmlSanitized: (change, count) => sanitized.inc({ change_type: change }, count),
    gatesAsked(rollout, tookMs) {
      if (rollout !== null) decisions.inc({ provider, decision: rollout });
      evaluations.observe({ provider }, seconds(tookMs));
    },
    uploadStarted: () => sessions.inc({ result: 'started' }),
    uploadEnded(result, sizeBytes) {
      sessions.inc({ result });
      uploadBytes.inc({ result }, sizeBytes);
    },
    chunkSent: (tookMs) => chunks.observe(seconds(tookMs)),
    sendAnswered: (status, tookMs) => latency.observe({ ...sending, status }, seconds(tookMs)),
    sendSucceeded: () => executions.inc({ ...sending, status: 'ok' }),
    sendFailed(reason) {
      executions.inc({ ...sending, status: 'error' });
      errors.inc({ ...sending, reason });
    },
    sendConfirmed: (tookMs) => confirmed.observe(seconds(tookMs)),
  };
}
