import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteBounceStore } from '../../main/adapters/sqlite/outbox/bounce-store.ts';
import { sqliteOutboxUpkeep } from '../../main/adapters/sqlite/outbox/outbox-upkeep.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { readMailReport } from '../../main/adapters/mime/read-mail-report.ts';
import type { BounceDeps } from '../../main/core/bounces/bounce-deps.ts';
import { LOOK_KIND, lookJob, lookPayload, READ_KIND, readPayload } from '../../main/core/bounces/bounce-jobs.ts';
import { lookForReports } from '../../main/core/bounces/look-for-reports.ts';
import { readReport } from '../../main/core/bounces/read-report.ts';
import { cancelSource } from '../../main/core/jobs/cancel-source.ts';
import { advanceJob } from '../../main/core/outbox/outbox-jobs.ts';
import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import type { ReportReader } from '../../main/core/ports/report-reader.ts';
import { Died, type Life, mortal, newLife } from './mortal.ts';
import { openTestDatabase } from './open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from './sample-outbox.ts';
import { sampleReport, type SampleReport } from './sample-report.ts';
import { seededRandom } from './seeded-random.ts';

const LEASE_MS = 60_000;
const ok = <T>(value: T) => ({ ok: true, value, requestId: null }) as const;

/** The search for bounces on a real database, over an Inbox in memory. */
export function bounceRig() {
  const db = openTestDatabase();
  const jobs = sqliteJobStore(db, { bulk: 3, interactive: 4 });
  const outbox = sqliteOutboxStore(db, jobs);
  const bounces = sqliteBounceStore(db);
  const inbox: { readonly messageId: string; readonly receivedAtMs: number; readonly mime: string }[] = [];
  const state = { nowMs: 10_000_000 };
  const reader: ReportReader = {
    listReceived: (_call, sinceMs) =>
      Promise.resolve(
        ok(inbox.filter((mail) => mail.receivedAtMs >= sinceMs).map((mail) => ({ ...mail, mayReport: true }))),
      ),
    readReport: async (_call, messageId) => {
      const mail = inbox.find((one) => one.messageId === messageId);
      return ok(mail === undefined ? null : await readMailReport(new TextEncoder().encode(mail.mime), false));
    },
    findSent: () => Promise.resolve(ok(null)),
  };
  const random = seededRandom(1);
  const clock = { nowMs: () => state.nowMs, sleep: () => Promise.resolve() };

  function depsOf(life: Life): BounceDeps {
    return {
      outbox: mortal(outbox, life),
      bounces: mortal(bounces, life),
      reader: mortal(reader, life),
      jobs: mortal({ enqueue: jobs.enqueue.bind(jobs) }, life),
      clock,
      random,
      settings: { bounceLookMs: 1, retryBaseMs: 1 },
      isCollected: () => false,
    };
  }

  /** A message in Sent Items, to three. */
  function sent(
    n = 1,
    addresses = ['finance@sandbox.example', 'bob@fabrikam.example', 'legal@sandbox.example'],
  ): OutboxRecord {
    const content = { ...sampleContent, to: addresses.map((address) => ({ name: null, address })) };
    const message = {
      id: sampleId(n),
      account: sampleAccount,
      key: `key-${String(n)}`,
      contentDigest: 'd',
      content,
      path: 'draft',
      submittedAtMs: 1,
      correlationId: '00000000-0000-4000-8000-000000000001',
      attachments: [],
    } as const;
    const job = advanceJob(message, state.nowMs);
    const { record } = outbox.insert(message, job, state.nowMs);
    const change = { step: 'sent', sendTriedAtMs: state.nowMs, acceptedAtMs: state.nowMs } as const;
    return outbox.change(record.id, { from: ['staged'] }, change, null, state.nowMs) ?? record;
  }

  return {
    state,
    outbox,
    jobs,
    upkeep: sqliteOutboxUpkeep(db, outbox),
    sent,
    receive(messageId: string, report: SampleReport): void {
      inbox.push({ messageId, receivedAtMs: state.nowMs, mime: sampleReport(report) });
    },
    /** Everything that is due, as the queue would run it. False when it died before the end. */
    async work(life: Life = newLife(null)): Promise<boolean> {
      const deps = depsOf(life);
      jobs.reap(state.nowMs, { [LOOK_KIND]: 100, [READ_KIND]: 100 });
      if (jobs.findLive(`bounces:${sampleAccount}`) === null)
        jobs.enqueue(lookJob(sampleAccount, state.nowMs), state.nowMs);
      const run = { signal: cancelSource().signal };
      try {
        for (;;) {
          const leaseMsByKind = { [LOOK_KIND]: LEASE_MS, [READ_KIND]: LEASE_MS };
          const lease = jobs.claim({ lanes: ['upkeep'], leaseMsByKind, nowMs: state.nowMs });
          if (lease === null) return true;
          const { kind, payload } = lease.job;
          const outcome =
            kind === LOOK_KIND
              ? await lookForReports(deps, lookPayload.parse(payload), run)
              : await readReport(deps, readPayload.parse(payload), run);
          if (outcome.kind === 'waitFor') {
            const terms = {
              runAtMs: outcome.untilMs,
              counted: false,
              resetAttempts: false,
              error: null,
              because: outcome.because,
            };
            jobs.release(lease, terms, state.nowMs);
          } else jobs.complete(lease, state.nowMs);
        }
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        // The next owner finds the lease expired.
        state.nowMs += LEASE_MS + 1;
        return false;
      }
    },
  };
}
