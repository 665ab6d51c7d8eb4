import type { AccountRow } from '../../contract/accounts.ts';
import type { WorkerDeps } from '../core/jobs/run-worker.ts';
import type { ComposeDeps } from '../core/outbox/compose-message.ts';
import type { SubmitDeps } from '../core/outbox/submit-message.ts';
import type { AttachableFiles } from '../core/ports/incoming-files.ts';
import type { FileIndex, FileViewStore } from '../core/ports/file-index.ts';
import type { AuditLog } from '../core/ports/audit-log.ts';
import type { AddressBook } from '../core/ports/address-book.ts';
import type { GroupDirectory } from '../core/ports/group-directory.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { MailService } from '../core/ports/mail-service.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { HealthWatch } from './health-watch.ts';
import type { IngestEngine } from './open-ingest.ts';
import type { LoadedSettings } from './load-settings.ts';
import type { Interrupts } from './outbox-kinds.ts';
import type { Telemetry } from './telemetry/open-telemetry.ts';
import type { Tenancy } from './tenancy.ts';
import type { EngineWorker } from './engine-worker.ts';
import type { FileExportDeps } from './file-export-procedures.ts';
import type { WebhookServices } from './compose-webhook.ts';
import type { Stationery } from './open-stationery.ts';
import type { JobsEngine } from './open-jobs.ts';
import type { JobWatch } from './watch-jobs.ts';
import type { Merges } from './open-merges.ts';
import type { LookWatch } from './watch-looks.ts';
import type { NetworkWatch } from './watch-network.ts';
import type { GraphClient } from '../adapters/graph/graph-client.ts';
import type { DatabaseInspection } from '../adapters/sqlite/inspect-database.ts';
import type { Governor } from '../core/pacing/governor.ts';
import type { TableReader } from '../core/merge/merge-table.ts';
import type { RolloutStore } from '../core/ports/rollout-store.ts';
import type { LiveFlags } from './live-flags.ts';
import type { Budget } from './open-budget.ts';
import type { SettingChoices } from './settings-choices.ts';
import type { TransferRules } from './transfer-rules.ts';

/** Everything the procedures of the contract are made of. Built once, in compose-engine.ts. */
export interface Services extends Omit<JobsEngine, 'kinds'> {
  readonly loaded: LoadedSettings;
  readonly choices: SettingChoices;
  readonly flags: LiveFlags;
  /** Null when no Redis is set. */
  readonly rollout: RolloutStore | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly accounts: AccountStore;
  readonly tenancy: Tenancy;
  readonly outbox: OutboxStore;
  readonly jobs: JobStore;
  readonly jobWatch: JobWatch;
  readonly audit: AuditLog;
  /** The user of this computer, as the audit log names who did something. */
  readonly actor: string;
  readonly health: HealthWatch;
  readonly submit: SubmitDeps;
  readonly compose: ComposeDeps;
  readonly merges: Merges;
  readonly tables: TableReader;
  readonly stationery: Stationery;
  readonly budget: Budget;
  readonly ingest: IngestEngine;
  readonly incoming: AttachableFiles;
  readonly interrupts: Interrupts;
  readonly workerDeps: WorkerDeps;
  readonly worker: EngineWorker;
  readonly looks: LookWatch;
  readonly network: NetworkWatch;
  readonly notifications: WebhookServices;
  readonly graph: GraphClient;
  readonly mail: MailService;
  readonly governor: Governor;
  readonly transfers: TransferRules;
  readonly addressBook: AddressBook;
  readonly groups: GroupDirectory;
  readonly files: FileIndex;
  readonly fileViews: FileViewStore;
  readonly exports: FileExportDeps;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Reads every table: for a support bundle. */
  inspectDatabase(): Promise<DatabaseInspection>;
}

/** The accounts that this engine may act for, as it was started. */
export function ownAccounts({ accounts, tenancy }: Services): readonly AccountRow[] {
  return accounts.list().filter((account) => tenancy.owns(account));
}
