import { promMetrics, type PromMetrics, type Watched } from '../../adapters/metrics/prom-metrics.ts';
import type { WriteDb } from '../../adapters/sqlite/connection.ts';
import { sqlitePreferenceStore } from '../../adapters/sqlite/preference-store.ts';
import type { Clock, Random } from '../../core/ports/time.ts';
import type { Host } from '../host.ts';
import type { LoadedSettings } from '../load-settings.ts';
import { readVersion } from '../read-version.ts';
import { type MetricsPusher, metricsPusher } from './metrics-pusher.ts';
import { type EngineLog, openLog } from './open-log.ts';
import type { Observers } from './observers.ts';

/** What the engine tells of its work: to operators in numbers, to whoever looks for a fault in lines. */
export interface Telemetry extends Observers {
  readonly log: EngineLog;
  readonly metrics: PromMetrics;
  readonly pusher: MetricsPusher;
  /** Adds how the engine stands, once it does. */
  watch(watched: Omit<Watched, 'onFailure'>): void;
  close(): Promise<void>;
}

export interface TelemetryParts {
  readonly host: Pick<Host, 'log'>;
  readonly loaded: LoadedSettings;
  readonly db: WriteDb;
  readonly clock: Clock;
  readonly random: Random;
}

export function openTelemetry({ host, loaded, db, clock, random }: TelemetryParts): Telemetry {
  const { settings, dataDir } = loaded;
  const log = openLog(dataDir, settings.logLevel, (line) => host.log(line));
  const metrics = promMetrics({ version: readVersion() });
  const measureCommit = (tookMs: number): void => metrics.storeCommitted(tookMs);
  db.onCommit.add(measureCommit);
  const pusher = metricsPusher({
    gatewayUrl: settings.pushgatewayUrl,
    intervalMs: settings.pushgatewayIntervalS * 1000,
    maySend: () => settings.metricsSending,
    preferences: sqlitePreferenceStore(db),
    clock,
    random,
    log,
    report: () => metrics.report(),
  });
  return {
    log,
    metrics,
    pusher,
    watch(watched) {
      metrics.watch({ ...watched, onFailure: (error) => log.warn('metrics.notMeasured', { error }) });
      log.info('engine.opened');
    },
    async close() {
      await pusher.close();
      db.onCommit.delete(measureCommit);
      log.info('engine.closed');
      log.close();
    },
  };
}
