import { release } from 'node:os';
import process from 'node:process';
import type { HealthReport } from '../../contract/health.ts';
import { describeCause } from '../core/jobs/describe-job.ts';
import { jobStates } from '../core/ports/job-store.ts';
import type { SupportFacts } from '../core/support/assemble-bundle.ts';
import { diagnose } from './doctor.ts';
import { readVersion } from './read-version.ts';
import type { Services } from './services.ts';
import { settingsProcedures } from './settings-procedures.ts';

/** Everything a support bundle tells, as it is. Asks the service one question for each account, and changes nothing. */
export async function collectSupportFacts(services: Services): Promise<SupportFacts> {
  const { telemetry, jobs } = services;
  const database = await services.inspectDatabase();
  const doctor = await diagnose(services);
  const { text: metrics } = await telemetry.metrics.report();
  const byState = Object.fromEntries(jobStates.map((state) => [state, jobs.count([state])]));
  return {
    versions: versionsOf(services, database.sqliteVersion),
    doctor,
    settings: settingsProcedures(services).list(),
    jobs: { byState, deadForWhy: causesOf(services) },
    health: withoutReasons(await services.health.now()),
    database,
    metrics,
    log: telemetry.log.recent(),
  };
}

/** Why somebody silenced an alert is in that person's words, and who it was is a name that a redactor cannot know. */
function withoutReasons(report: HealthReport): object {
  const alerts = report.alerts.map(({ silence, ...alert }) => {
    return { ...alert, silencedUntil: silence?.until ?? null };
  });
  return { ...report, alerts };
}

/** By token and number alone: what jobs are called names people. */
function causesOf({ jobIndex, clock }: Services): object[] {
  return jobIndex
    .causes({}, clock.nowMs())
    .map(describeCause)
    .map(({ cause, kind, words, count, firstSeenAt, lastSeenAt }) => ({
      cause,
      kind,
      words,
      count,
      firstSeenAt,
      lastSeenAt,
    }));
}

function versionsOf({ accounts, tenancy, loaded }: Services, sqlite: string): SupportFacts['versions'] {
  return {
    mailroom: readVersion(),
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    sqlite,
    system: `${process.platform} ${release()} ${process.arch}`,
    tenant: tenancy.kind,
    cloud: loaded.settings.cloud,
    accounts: accounts.list().length,
    upSeconds: Math.round(process.uptime()),
    memoryBytes: process.memoryUsage().rss,
  };
}
