import type { JobStore } from '../../core/ports/job-store.ts';
import type { WriteDb } from './connection.ts';
import { buryJob, completeJob, forgiveJob, heartbeatJob, releaseJob } from './jobs/acknowledge-job.ts';
import { claimJob, type MailboxSlots } from './jobs/claim-job.ts';
import { discardJob } from './jobs/discard-job.ts';
import { enqueueJob } from './jobs/enqueue-job.ts';
import { countJobs, findJob, findLiveJob, listAttempts, listJobs, nextDueMs } from './jobs/read-jobs.ts';
import { reapJobs } from './jobs/reap-jobs.ts';
import { replayJob } from './jobs/replay-job.ts';
import { cancelJob, parkJob, placeJob, unparkJob, wakeJob, wakeJobs } from './jobs/steer-job.ts';

/** The durable queue in the owner's database. */
export function sqliteJobStore(db: WriteDb, slots: MailboxSlots = { bulk: 3, interactive: 4 }): JobStore {
  return {
    enqueue: (job, nowMs) => enqueueJob(db, job, nowMs),
    claim: (request) => claimJob(db, slots, request),
    heartbeat: (lease, untilMs) => heartbeatJob(db, lease, untilMs),
    forgive: (lease) => forgiveJob(db, lease),
    complete: (lease, nowMs) => completeJob(db, lease, nowMs),
    release: (lease, terms, nowMs) => releaseJob(db, lease, terms, nowMs),
    bury: (lease, death, nowMs) => buryJob(db, lease, death, nowMs),
    reap: (nowMs, maxStallsByKind) => reapJobs(db, nowMs, maxStallsByKind),
    wake: (dedupeKey, nowMs) => wakeJob(db, dedupeKey, nowMs),
    wakeAll: (mailbox, because, nowMs) => wakeJobs(db, mailbox, because, nowMs),
    place: (dedupeKey, place) => placeJob(db, dedupeKey, place),
    cancel: (id) => cancelJob(db, id),
    park: (id) => parkJob(db, id),
    unpark: (id, nowMs) => unparkJob(db, id, nowMs),
    replay: (id, nowMs, as) => replayJob(db, id, nowMs, as),
    discard: (id, by, nowMs) => discardJob(db, id, by, nowMs),
    get: (id) => findJob(db, id),
    findLive: (dedupeKey) => findLiveJob(db, dedupeKey),
    list: (filter) => listJobs(db, filter),
    attempts: (id) => listAttempts(db, id),
    nextDueMs: (ignoring = []) => nextDueMs(db, ignoring),
    count: (states) => countJobs(db, states),
  };
}
