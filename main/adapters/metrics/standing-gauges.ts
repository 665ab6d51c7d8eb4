import type { Registry } from 'prom-client';
import {
  flagSources,
  gaugedJobStates,
  gaugedOutboxStates,
  shortageReasons,
  type Standing,
  storeParts,
} from '../../core/ports/metrics.ts';
import { gauge, seconds, unlabelled } from './registered.ts';

/**
 * Gauges that are measured when somebody reads them. What cannot be measured just now has no series: an old value would
 * be a lie, and the other metrics are still worth reading. `onFailure` is told.
 */
export function standingGauges(registry: Registry, standing: Standing, onFailure: (error: unknown) => void): void {
  function measured<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, readonly string[]>>,
    measure: (set: (labels: Readonly<Partial<Record<Name, string>>>, value: number) => void) => void | Promise<void>,
  ): void {
    gauge(registry, name, help, labels, async (made) => {
      try {
        made.reset();
        await measure((series, value) => made.set(series, value));
      } catch (error) {
        made.reset();
        if (Object.keys(labels).length === 0) made.remove();
        onFailure(error);
      }
    });
  }

  measured('mailroom_jobs', 'Jobs by state.', { state: gaugedJobStates }, (set) => {
    const jobs = standing.jobs();
    for (const state of gaugedJobStates) set({ state }, jobs[state]);
  });
  measured('mailroom_oldest_ready_seconds', 'How long the oldest ready job is due.', unlabelled, (set) =>
    set({}, seconds(standing.oldestReadyMs())),
  );
  measured(
    'mailroom_worker_seen_timestamp_seconds',
    'When the worker last looked for work; 0: none runs.',
    unlabelled,
    (set) => set({}, seconds(standing.workerSeenAtMs() ?? 0)),
  );
  measured(
    'mailroom_outbox_messages',
    'Messages that somebody may have to know of.',
    { state: gaugedOutboxStates },
    (set) => {
      const messages = standing.outbox();
      for (const state of gaugedOutboxStates) set({ state }, messages[state]);
    },
  );
  measured('mail_ingest_dead_letters', 'Messages whose files could not be collected.', unlabelled, (set) =>
    set({}, standing.deadLetters()),
  );
  measured('mail_ingest_backlog_messages', 'Messages whose files are still to be collected.', unlabelled, (set) =>
    set({}, standing.backlog().messages),
  );
  measured('mail_ingest_backlog_seconds', 'Since when the oldest of them waits.', unlabelled, (set) =>
    set({}, seconds(standing.backlog().oldestMs)),
  );
  measured('mail_ingest_paused', 'Whether collecting waits for room.', { because: shortageReasons }, (set) => {
    const shortage = standing.shortage();
    for (const because of shortageReasons) set({ because }, because === shortage ? 1 : 0);
  });
  measured('mailroom_store_bytes', 'Size of what is kept on disk.', { part: storeParts }, (set) => {
    const bytes = standing.storeBytes();
    for (const part of storeParts) set({ part }, bytes[part]);
  });
  measured('mailroom_disk_free_bytes', 'Free space of the disk that holds the data folder.', unlabelled, async (set) =>
    set({}, await standing.diskFreeBytes()),
  );
  measured(
    'mailroom_flags_age_seconds',
    'Age of the flags that the gates are asked by.',
    { source: flagSources },
    (set) => {
      const { source, ageMs } = standing.flags();
      set({ source }, seconds(ageMs));
    },
  );
  measured('mailroom_rollout_percent', 'How much of the rollout is open.', unlabelled, (set) =>
    set({}, standing.flags().rolloutPercent),
  );
}
