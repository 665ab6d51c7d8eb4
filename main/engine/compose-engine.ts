import { join } from 'node:path';
import mime from 'mime';
import { openDiskBlobStore } from '../adapters/blobs/disk-blob-store.ts';
import { batchingClient } from '../adapters/graph/batching-client.ts';
import { graphClient } from '../adapters/graph/graph-client.ts';
import { graphGroups } from '../adapters/graph/graph-groups.ts';
import { graphMailService } from '../adapters/graph/graph-mail-service.ts';
import { undiciTransport } from '../adapters/graph/http-transport.ts';
import { openDiskIncomingFiles } from '../adapters/incoming/disk-incoming-files.ts';
import { sealingKeyMac } from '../adapters/secret-box/sealing-key-mac.ts';
import { redisFlags } from '../adapters/redis/redis-flags.ts';
import { openRedisLink } from '../adapters/redis/redis-link.ts';
import { redisTokenShare } from '../adapters/redis/redis-token-share.ts';
import { redisRolloutStore } from '../adapters/redis/redis-rollout-store.ts';
import { tableReader } from '../adapters/tables/read-table.ts';
import { statfsDiskSpace } from '../adapters/statfs-disk-space.ts';
import { keyFileSecretBox } from '../adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../adapters/secret-box/sealing-key.ts';
import { sqliteAuditLog } from '../adapters/sqlite/audit/audit-log.ts';
import { sqliteAccountStore } from '../adapters/sqlite/account-store.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteFileIndex } from '../adapters/sqlite/files/file-index.ts';
import { sqliteFileViewStore } from '../adapters/sqlite/files/file-view-store.ts';
import { sqliteHealthStore } from '../adapters/sqlite/health/health-store.ts';
import { inTransaction } from '../adapters/sqlite/in-transaction.ts';
import { sqliteIngestStore } from '../adapters/sqlite/ingest/ingest-store.ts';
import { inspectDatabase } from '../adapters/sqlite/inspect-database.ts';
import { sqliteJobStore } from '../adapters/sqlite/job-store.ts';
import { sqliteCompositionStore } from '../adapters/sqlite/outbox/composition-store.ts';
import { sqliteOutboxStore } from '../adapters/sqlite/outbox/outbox-store.ts';
import { sqlitePreferenceStore } from '../adapters/sqlite/preference-store.ts';
import { sqliteAddressBook } from '../adapters/sqlite/recipients/address-book.ts';
import { sqliteSealedStore } from '../adapters/sqlite/sealed-store.ts';
import { delegateOf } from '../core/accounts/delegate.ts';
import { standardSlots, type WorkerDeps } from '../core/jobs/run-worker.ts';
import { stepRunners } from '../core/outbox/advance-message.ts';
import { decideStandstill } from '../core/outbox/decide-standstill.ts';
import type { OutboxDeps } from '../core/outbox/outbox-deps.ts';
import type { SubmitDeps } from '../core/outbox/submit-message.ts';
import { chunkBytesUnder } from '../core/pacing/upload-limit.ts';
import { composeWebhook } from './compose-webhook.ts';
import { type EngineWorker, engineWorker, observeOutboxJobs } from './engine-worker.ts';
import { followSleep } from './follow-sleep.ts';
import { knockWhileOffline } from './knock-while-offline.ts';
import { meterConfirmations, meterRequests } from './health-meters.ts';
import { meterUploads } from './health-upload-meter.ts';
import { watchHealth } from './health-watch.ts';
import type { Host } from './host.ts';
import { openBounces } from './open-bounces.ts';
import { openFileExports } from './open-file-exports.ts';
import { openBudget } from './open-budget.ts';
import { learnSenders } from './learn-senders.ts';
import { openLiveFlags } from './live-flags.ts';
import type { LoadedSettings } from './load-settings.ts';
import { openIngest } from './open-ingest.ts';
import { openJobs } from './open-jobs.ts';
import { openMerges } from './open-merges.ts';
import { openPacing } from './open-pacing.ts';
import { openStationery } from './open-stationery.ts';
import { outboxKinds } from './outbox-kinds.ts';
import { outboxUpkeep } from './outbox-upkeep.ts';
import { reconcileOutbox } from './reconcile-outbox.ts';
import type { Services } from './services.ts';
import { openSettingChoices } from './settings-choices.ts';
import { nodeDigest, systemClock, systemRandom, systemUser } from './system-ports.ts';
import { measureRequests } from './telemetry/measure-requests.ts';
import { observeIngest } from './telemetry/observe-ingest.ts';
import { observeRuns } from './telemetry/observe-runs.ts';
import { observedOutboxStore } from './telemetry/observed-outbox-store.ts';
import { outgoingGates } from './outgoing-gates.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import { standingOf } from './telemetry/standing-of.ts';
import { watchSignIns } from './telemetry/watch-sign-ins.ts';
import { watchFinish, watchGates, watchSnapshots } from './telemetry/watch-submission.ts';
import { createTenancy } from './tenancy.ts';
import { resumeWhenAllowed } from './resume-when-allowed.ts';
import { watchJobs } from './watch-jobs.ts';
import { watchLooks } from './watch-looks.ts';
import { watchNetwork } from './watch-network.ts';

/** How long running work gets to reach a safe point when the engine closes. */
const GRACE_MS = 5_000;
/** A request to send must have ended before its settling time has. */
const MAX_SEND_TIMEOUT_MS = 60_000;
const MIN_SEND_TIMEOUT_MS = 1_000;

/** The one place where adapters are made and put together. `close` ends what was started, in reverse. */
export async function composeEngine(
  host: Host,
  start: LoadedSettings,
  db: WriteDb,
): Promise<Services & { close(): Promise<void> }> {
  const clock = host.instrument?.clock?.(systemClock) ?? systemClock;
  const choices = openSettingChoices({
    start,
    preferences: sqlitePreferenceStore(db),
    nowMs: () => clock.nowMs(),
    transact: (work) => inTransaction(db, work),
  });
  const { loaded } = choices;
  const { settings, dataDir } = loaded;
  const random = systemRandom;
  const telemetry = openTelemetry({ host, loaded, db, clock, random });
  const { log } = telemetry;
  const hostKey = settings.encryptionKey === null ? await host.loadSealingKey?.(dataDir) : undefined;
  const sealingKey = hostKey ?? loadSealingKey(dataDir, settings.encryptionKey);
  const box = keyFileSecretBox(sealingKey);
  const audit = sqliteAuditLog(db, nodeDigest, sealingKeyMac(sealingKey, 'audit'));
  const accounts = watchSignIns(sqliteAccountStore(db), log);
  const plainJobs = sqliteJobStore(db, { bulk: 3, interactive: 4, ingest: 2, merge: 20 });
  const jobWatch = watchJobs(host.instrument?.jobStore?.(plainJobs) ?? plainJobs, clock.nowMs());
  const jobs = jobWatch.store;
  const blobs = await openDiskBlobStore(join(dataDir, 'blobs'));
  const plainOutbox = sqliteOutboxStore(db, jobs, blobs.hasNow);
  const outbox = observedOutboxStore(host.instrument?.store?.(plainOutbox) ?? plainOutbox, telemetry);
  const plainIngest = sqliteIngestStore(db, jobs, blobs.hasNow);
  const ingestStore = host.instrument?.ingestStore?.(plainIngest) ?? plainIngest;
  const redis = settings.redisUrl === null ? null : openRedisLink(settings.redisUrl);
  const sharesTokens = settings.sharedTokens && redis !== null;
  const tenancy = createTenancy({
    host,
    loaded,
    accounts,
    jobs,
    sealed: sqliteSealedStore(db, box, () => clock.nowMs()),
    share: sharesTokens ? redisTokenShare(redis, box, () => clock.nowMs()) : null,
    clock,
  });

  const flags = await openLiveFlags({
    choices,
    preferences: sqlitePreferenceStore(db),
    clock,
    redis: redis === null ? null : { link: redis, flags: redisFlags(redis) },
    log,
  });

  const { governor, uploadLimit, transfers } = openPacing({ db, choices, flags, clock, random });
  const requests = meterRequests(undiciTransport(), clock);
  const network = watchNetwork(requests.transport);
  const meter = measureRequests(telemetry, clock);
  const graph = graphClient({
    transport: network.transport,
    tokens: tenancy.tokens,
    governor,
    uploadLimit,
    clock,
    addressOf: (account) => tenancy.addressOf(account),
    delegateOf: (account) => delegateOf(accounts.get(account)),
    onSignInNeeded: (account) => accounts.setState(account, 'signInNeeded', clock.nowMs()),
    meter,
  });
  const knocking = knockWhileOffline(network, clock, async () => {
    const served = await Promise.all(accounts.list().map(({ id }) => graph.addressOf(id)));
    return served.map(({ baseUrl }) => baseUrl);
  });
  const sendTimeoutMs = Math.max(MIN_SEND_TIMEOUT_MS, Math.min(MAX_SEND_TIMEOUT_MS, settings.sendSettleMs / 2));
  const together = batchingClient({
    client: graph,
    governor,
    clock,
    meter,
    sendsAtOnce: Math.max(1, Math.floor(settings.limitMessagesPerMin / 2)),
  });
  const plainMail = graphMailService(together, {
    sendTimeoutMs,
    onBuilt: (tookMs) => telemetry.metrics.messageBuilt(tookMs),
  });
  const budget = openBudget({ host, db, graph, clock, random });
  const gates = outgoingGates(flags, accounts);
  const deps: OutboxDeps = {
    store: outbox,
    drive: budget.drive,
    limits: budget.limits,
    mail: host.instrument?.mail?.(plainMail) ?? plainMail,
    blobs,
    box,
    digest: nodeDigest,
    clock,
    random,
    refusalNow: (record) => gates.refusalNow(record),
    standstill: (record) => decideStandstill(record, transfers.facts(), clock.nowMs()),
    chunkBytesNow: () => chunkBytesUnder(settings.uploadLimitBytesPerS, settings.uploadChunkBytes),
    settings: {
      settleMs: settings.sendSettleMs,
      probeMs: settings.sendProbeMs,
      retryBaseMs: settings.retryBaseMs,
      chunkBytes: settings.uploadChunkBytes,
    },
  };
  const sending = outboxKinds(deps, host.instrument?.runners?.(stepRunners) ?? stepRunners);
  let working: EngineWorker | null = null;
  const wake = (): void => working?.wake();
  const bounces = openBounces({ host, db, outbox, jobs, ingest: ingestStore, graph, clock, random, settings, wake });
  const ingest = await openIngest({
    noticeReport: (account, messageId) => bounces.notice(account, messageId),
    host,
    loaded,
    store: ingestStore,
    jobs,
    accounts,
    blobs,
    graph,
    network,
    box,
    clock,
    random,
    log,
    wake,
  });
  const notifications = await composeWebhook({
    loaded,
    db,
    ingest,
    jobs,
    graph,
    tenancy,
    box,
    clock,
    random,
    telemetry,
    wake,
  });
  const upkeep = outboxUpkeep({ db, outbox, jobs, blobs, clock, settings, wake });
  const jobsEngine = openJobs({ db, jobs, outbox, audit, settings, clock });
  const merges = openMerges({
    db,
    hasBytes: blobs.hasNow,
    outbox,
    compose: () => compose,
    blobs,
    accounts,
    transact: (work) => jobsEngine.transact(work),
    retryBaseMs: settings.retryBaseMs,
  });
  const looks = watchLooks(jobs, clock);
  const observeOutbox = observeOutboxJobs(outbox, jobs, clock);
  const tellRuns = observeRuns(telemetry, clock);
  ingest.store.onChange(observeIngest(telemetry));
  const workerDeps: WorkerDeps = {
    store: looks.store,
    clock,
    random,
    kinds: [
      ...sending.kinds,
      ...bounces.kinds,
      upkeep,
      ...ingest.kinds,
      notifications.webhook.kind,
      ...jobsEngine.kinds,
      merges.kind,
    ],
    slots: { ...standardSlots, ingest: settings.ingestConcurrency },
    graceMs: GRACE_MS,
    observe(event) {
      tellRuns(event);
      observeOutbox(event);
      ingest.observe(event);
    },
  };
  const worker = engineWorker(workerDeps);
  working = worker;
  worker.onFailure((error) => {
    looks.forget();
    log.error('worker.failed', { error });
  });
  const stationery = openStationery(db, dataDir);
  const submit: SubmitDeps = {
    store: outbox,
    blobs: watchSnapshots(blobs, telemetry),
    digest: nodeDigest,
    clock,
    random,
    settings,
    passGates: watchGates((account, content) => gates.pass(account, content), telemetry),
    planFiles: budget.planFiles,
    finish: watchFinish(stationery.html, telemetry),
    contentTypeOf: (fileName) => mime.getType(fileName) ?? 'application/octet-stream',
  };
  const compose = { ...submit, compositions: sqliteCompositionStore(db, outbox) };
  telemetry.watch({
    jobKinds: workerDeps.kinds.map(({ kind }) => kind),
    standing: standingOf({
      db,
      ingest,
      disk: statfsDiskSpace(dataDir),
      clock,
      workerSeenAtMs: () => (worker.standing() === null ? null : looks.lastMs()),
      flags() {
        const { value, origin } = flags.now().rolloutPercent;
        const ageMs = flags.sharedAgeMs();
        return { source: ageMs === null ? origin : 'redis', ageMs: ageMs ?? 0, rolloutPercent: value };
      },
    }),
  });
  reconcileOutbox(outbox, jobs, clock.nowMs());
  const stopLearning = learnSenders(outbox, accounts, clock);
  const leaveSleep = followSleep({
    clock,
    probe: () => knocking.knock().then(() => network.network() === 'online'),
    goOn() {
      for (const { id } of accounts.list()) jobs.wakeAll(id, 'offline', clock.nowMs());
      wake();
    },
  });
  const stopResuming = resumeWhenAllowed({ rules: transfers, accounts, jobs, clock, wake });
  const actor = systemUser();
  const health = watchHealth({
    store: sqliteHealthStore(db),
    transact: (work) => inTransaction(db, work),
    requests,
    confirmations: meterConfirmations(outbox, clock),
    uploads: meterUploads(outbox, clock),
    loaded,
    accounts,
    tenancy,
    outbox,
    ingest,
    worker,
    looks,
    network,
    governor,
    flags,
    clock,
    audit,
    actor,
    log,
  });

  return {
    loaded,
    choices,
    flags,
    rollout: redis === null ? null : redisRolloutStore(redis),
    clock,
    accounts,
    tenancy,
    outbox,
    jobs,
    ...jobsEngine,
    jobWatch,
    audit,
    actor,
    health,
    submit,
    stationery,
    ingest,
    notifications,
    incoming: await openDiskIncomingFiles(join(dataDir, 'incoming'), () => clock.nowMs()),
    compose,
    merges,
    tables: tableReader,
    budget,
    interrupts: sending,
    workerDeps,
    worker,
    looks,
    mail: deps.mail,
    network,
    graph,
    governor,
    transfers,
    random,
    addressBook: sqliteAddressBook(db),
    groups: graphGroups(graph),
    files: sqliteFileIndex(db),
    fileViews: sqliteFileViewStore(db),
    exports: await openFileExports({ db, dataDir, blobs, ingest: ingestStore, clock, random }),
    log,
    telemetry,
    inspectDatabase: () => inspectDatabase(db, () => clock.sleep(0)),
    async close() {
      health.close();
      leaveSleep();
      knocking.stop();
      stopResuming();
      stopLearning();
      await notifications.door.close();
      ingest.close();
      await worker.stop();
      await network.transport.close();
      await tenancy.stop();
      await telemetry.close();
      flags.close();
      redis?.close();
    },
  };
}
