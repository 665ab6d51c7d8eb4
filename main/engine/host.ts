import type { ContractRouterClient } from '@orpc/contract';
import type { Router } from '@orpc/server';
import type { api } from '../../contract/api.ts';
import type { SealingKey } from '../adapters/secret-box/sealing-key.ts';
import type { BounceStore } from '../core/ports/bounce-store.ts';
import type { DiskSpace } from '../core/ports/disk-space.ts';
import type { DriveService } from '../core/ports/drive-service.ts';
import type { FileDownloads } from '../core/ports/file-downloads.ts';
import type { IncomingFiles } from '../core/ports/incoming-files.ts';
import type { IngestStore } from '../core/ports/ingest-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { MailService } from '../core/ports/mail-service.ts';
import type { MailboxReader } from '../core/ports/mailbox-reader.ts';
import type { MetricsReport } from '../core/ports/metrics.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { ReportReader } from '../core/ports/report-reader.ts';
import type { Clock } from '../core/ports/time.ts';
import type { StepRunners } from '../core/outbox/advance-message.ts';

export type ApiClient = ContractRouterClient<typeof api>;

/** The contract, implemented: what a host serves to its windows. */
export type ApiRouter = Router<typeof api, Record<string, unknown>>;

/** A tenant that runs on this machine, for who has none configured. */
export interface LocalTenant {
  readonly graphBaseUrl: string;
  /** The sign-in authority, tenant included. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** What the engine needs from whoever runs it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wins over every setting; null leaves it to them. */
  readonly dataDir: string | null;
  /** Each line of the log, one JSON object, for hosts that show it too. */
  log(line: string): void;
  /** Starts the sandbox tenant with its state in this folder. */
  startSandbox(stateDir: string): Promise<LocalTenant>;
  /** Keeps the sealing key in a better place than a file. OAUTH_ENCRYPTION_KEY, when set, goes before it. */
  loadSealingKey?(dataDir: string): Promise<SealingKey>;
  /** For fault harnesses and the demo: wraps what the work goes through. Absent in the product. */
  readonly instrument?: Instrument;
}

export interface Instrument {
  mail?(mail: MailService): MailService;
  drive?(drive: DriveService): DriveService;
  reports?(reports: ReportReader): ReportReader;
  bounceStore?(store: BounceStore): BounceStore;
  store?(store: OutboxStore): OutboxStore;
  runners?(runners: StepRunners): StepRunners;
  reader?(reader: MailboxReader): MailboxReader;
  ingestStore?(store: IngestStore): IngestStore;
  disk?(disk: DiskSpace): DiskSpace;
  jobStore?(store: JobStore): JobStore;
  clock?(clock: Clock): Clock;
}

export interface Engine {
  readonly client: ApiClient;
  /** True when this process owns the data folder; false when it talks to the one that does. */
  readonly owned: boolean;
  /** Null when another process owns the data folder: a window belongs to the owner. */
  readonly router: ApiRouter | null;
  /** Null like the router. */
  readonly incoming: IncomingFiles | null;
  /** Null like the router. */
  readonly downloads: FileDownloads | null;
  /** Null like the router. */
  readonly telemetry: EngineTelemetry | null;
  close(): Promise<void>;
}

/** What the engine tells of its work. */
export interface EngineTelemetry {
  readonly log: Log;
  /** The metrics, as Prometheus reads them. */
  report(): Promise<MetricsReport>;
  /** Who may read them besides programs that hold the token of the start. */
  readonly access: { readonly isOpen: boolean; readonly token: string | null };
}
