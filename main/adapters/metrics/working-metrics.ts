import type { Registry } from 'prom-client';
import { errorCodes } from '../../../contract/errors.ts';
import {
  type Action,
  actions,
  collectResults,
  type Metrics,
  paceWaits,
  requestOutcomes,
  runOutcomes,
  webhookResults,
} from '../../core/ports/metrics.ts';
import { counter, gauge, histogram, seconds, unlabelled } from './registered.ts';

type WorkingMetrics = Pick<
  Metrics,
  | 'collectEnded'
  | 'fileCollected'
  | 'structuredError'
  | 'requestBegan'
  | 'requestEnded'
  | 'paceWaited'
  | 'jobRan'
  | 'storeCommitted'
  | 'webhookAnswered'
>;

interface KnownKinds {
  /** Kinds of jobs that count under their own name from now on. */
  readonly knowKinds: (kinds: readonly string[]) => void;
}

/** For what is in no list: a label never takes a value that nobody foresaw. */
const other = 'other';
const provider = 'microsoft';

/** What the engine does besides sending: collecting, talking to the service, working through its queue. */
export function workingMetrics(registry: Registry): WorkingMetrics & KnownKinds {
  const collected = counter(registry, 'mail_ingest_jobs_total', 'Tries to collect the files of a message.', {
    result: collectResults,
  });
  const files = counter(registry, 'mail_ingest_files_total', 'Files that were collected.', unlabelled);
  const bytes = counter(registry, 'mail_ingest_bytes_total', 'Bytes of files that were collected.', unlabelled);
  const countErrors = structuredErrors(registry);
  const requests = counter(registry, 'graph_requests_total', 'Requests to the mail service by their answer.', {
    outcome: requestOutcomes,
  });
  const requestSeconds = histogram(
    registry,
    'graph_request_seconds',
    'Time of one request to the mail service, its body included. Waiting for pace is no part of it.',
    [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    unlabelled,
  );
  const waited = counter(registry, 'graph_wait_seconds_total', 'Time that calls and jobs waited for pace.', {
    because: paceWaits,
  });
  const inFlight = gauge(registry, 'graph_in_flight', 'Requests to the mail service under way.', unlabelled);
  const kinds = new Set<string>();
  const runs = counter(registry, 'mailroom_job_runs_total', 'Runs of jobs by what the queue made of them.', {
    kind: [other],
    outcome: runOutcomes,
  });
  const commits = histogram(
    registry,
    'mailroom_store_commit_seconds',
    'Time of one transaction of the database, its sync to disk included.',
    [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
    unlabelled,
  );
  const webhooks = counter(registry, 'mailroom_webhook_requests_total', 'Requests at the listener for notifications.', {
    result: webhookResults,
  });

  return {
    knowKinds(known) {
      for (const kind of known) {
        kinds.add(kind);
        for (const outcome of runOutcomes) runs.inc({ kind, outcome }, 0);
      }
    },
    collectEnded: (result) => collected.inc({ result }),
    fileCollected(sizeBytes) {
      files.inc();
      bytes.inc(sizeBytes);
    },
    structuredError: countErrors,
    requestBegan: () => inFlight.inc(),
    requestEnded(outcome, tookMs) {
      inFlight.dec();
      if (outcome === null) return;
      requests.inc({ outcome });
      requestSeconds.observe(seconds(tookMs));
    },
    paceWaited: (because, waitedMs) => waited.inc({ because }, seconds(waitedMs)),
    jobRan: (kind, outcome) => runs.inc({ kind: kinds.has(kind) ? kind : other, outcome }),
    storeCommitted: (tookMs) => commits.observe(seconds(tookMs)),
    webhookAnswered: (result) => webhooks.inc({ result }),
  };
}

/** An action has one source, so its series are not all combinations of the labels. */
function structuredErrors(registry: Registry): Metrics['structuredError'] {
  const codes: readonly string[] = [...errorCodes, other];
  const errors = counter<'provider' | 'action' | 'code' | 'source'>(
    registry,
    'structured_error_total',
    'Structured errors by code and by the part of the program that met them.',
    { provider: [], action: [], code: [], source: [] },
  );
  for (const action of ['outlook.send', 'mail.ingest'] as const) {
    for (const code of codes) errors.inc(series(action, code), 0);
  }
  return (action, code) => errors.inc(series(action, codes.includes(code) ? code : other));
}

function series(action: Action, code: string) {
  return { provider, action, code, source: actions[action] };
}
