import type { JobId } from '../../../contract/ids.ts';
import type { JobStore, Lease } from '../../../main/core/ports/job-store.ts';

interface BrokenStore {
  readonly breaks: (store: JobStore) => Partial<JobStore>;
  /** Words from the title of a rule that must notice. */
  readonly noticedBy: readonly string[];
}

/** Classic mistakes, each planted into a right store. The suite is worth something only while it finds them all. */
export const brokenStores: Readonly<Record<string, BrokenStore>> = {
  'forgets what was enqueued while the job ran': {
    breaks: (store) => ({
      enqueue(job, nowMs) {
        const running = store.list({ states: ['leased'] }).find(({ dedupeKey }) => dedupeKey === job.dedupeKey);
        return running === undefined || job.dedupeKey === null
          ? store.enqueue(job, nowMs)
          : { id: running.id, created: false };
      },
    }),
    noticedBy: ['enqueued while it ran', 'every enqueue and wake-up is followed'],
  },
  'forgets a wake-up that came while the job ran': {
    breaks: (store) => ({
      wake(key, nowMs) {
        const running = store.list({ states: ['leased'] }).some(({ dedupeKey }) => dedupeKey === key);
        return running || store.wake(key, nowMs);
      },
    }),
    noticedBy: ['remembers a wake-up', 'every enqueue and wake-up is followed'],
  },
  'acknowledges without looking at the token': {
    breaks(store) {
      const newest = new Map<JobId, Lease>();
      const current = (lease: Lease) => newest.get(lease.job.id) ?? lease;
      return {
        claim(request) {
          const lease = store.claim(request);
          if (lease !== null) newest.set(lease.job.id, lease);
          return lease;
        },
        complete: (lease, nowMs) => store.complete(current(lease), nowMs),
        release: (lease, terms, nowMs) => store.release(current(lease), terms, nowMs),
        bury: (lease, death, nowMs) => store.bury(current(lease), death, nowMs),
      };
    },
    noticedBy: ['refuses whatever its old worker says', 'no zombie is ever heard'],
  },
  'counts a wait as a failure': {
    breaks: (store) => ({ release: (lease, terms, nowMs) => store.release(lease, { ...terms, counted: true }, nowMs) }),
    noticedBy: ['counts failures, not waits'],
  },
  'gives a killer job back for ever': {
    breaks: (store) => ({ reap: (nowMs) => store.reap(nowMs, { sample: Infinity }) }),
    noticedBy: ['calls a job poison'],
  },
  'replays again at the second click': {
    breaks: (store) => ({
      replay(id, nowMs) {
        const dead = store.get(id);
        return dead?.state === 'dead' ? store.enqueue({ ...dead, runAtMs: nowMs }, nowMs) : null;
      },
    }),
    noticedBy: ['links both ways', 'however often it is asked'],
  },
  'cancels a job that runs': {
    breaks: (store) => ({ cancel: (id, nowMs) => store.cancel(id, nowMs) || store.get(id)?.state === 'leased' }),
    noticedBy: ['cancels what does not run'],
  },
};
