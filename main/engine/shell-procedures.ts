import type { CommandLine } from '../../contract/command-line.ts';
import type { PowerFacts, ShellStatus } from '../../contract/shell.ts';
import { isOwn } from '../core/accounts/delegate.ts';
import { standingCauses } from '../core/outbox/decide-standstill.ts';
import { pauseMessage, resumeMessage } from '../core/outbox/command-message.ts';
import { advanceKey } from '../core/outbox/outbox-jobs.ts';
import { type OutboxRecord, restingSteps, type Step, steps, unsentSteps } from '../core/outbox/outbox-record.ts';
import { outboxState } from '../core/outbox/outbox-row.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { commandLine } from './command-line.ts';
import type { Services } from './services.ts';
import { uploadSpeed } from './upload-speed.ts';

/** The status is told at most this often, and at least that often. */
const BUSY_MS = 250;
const QUIET_MS = 5_000;

const movingSteps = steps.filter((step) => !(restingSteps as readonly Step[]).includes(step));

export function shellProcedures(services: Services) {
  const {
    accounts,
    tenancy,
    outbox: store,
    clock,
    jobs,
    worker,
    looks,
    network,
    governor,
    interrupts,
    flags,
    transfers,
    loaded,
  } = services;
  const bytesPerSecond = uploadSpeed(store, clock);

  function submitted(within: readonly Step[]): readonly OutboxRecord[] {
    return store.list({ steps: within }).filter((record) => record.submittedAtMs !== null);
  }

  function isPaused(): boolean {
    const unsent = submitted(unsentSteps);
    return unsent.length > 0 && unsent.every((record) => record.pausedAtMs !== null);
  }

  function statusNow(): ShellStatus {
    const { internalDomains, internalOnly } = flags.now();
    const nowMs = clock.nowMs();
    const pausedUntilMs = transfers.pausedUntilMs();
    const rows = accounts.list().filter(isOwn);
    const moving = store.list({ steps: movingSteps }).filter(isMoving);
    const isSandbox = tenancy.kind === 'sandbox' || rows.some((account) => account.cloud === 'sandbox');
    const seenMs = worker.standing() === null ? null : looks.lastMs();
    const triesAgainMs = worker.triesAgainAtMs();
    return {
      accounts: rows.map(({ id, address, state }) => ({ id, address, signInNeeded: state === 'signInNeeded' })),
      tenant: isSandbox ? 'sandbox' : tenancy.kind,
      internalOnly: internalDomains === null ? null : [...internalDomains],
      internalOnlyBy: internalDomains === null ? null : internalOnly.origin,
      moving: {
        uploading: moving.filter((record) => isUploading(record, nowMs)).length,
        total: moving.length,
        bytesPerSecond: bytesPerSecond(),
      },
      waits: governor
        .waits()
        .map(({ mailbox, because, untilMs }) => ({ account: mailbox, because, until: iso(untilMs) })),
      workerSeenAt: seenMs === null ? null : iso(seenMs),
      workerTriesAgainAt: triesAgainMs === null ? null : iso(triesAgainMs),
      network: network.network(),
      paused: isPaused() || pausedUntilMs !== null,
      pausedUntil: pausedUntilMs === null ? null : iso(pausedUntilMs),
      largeWaitFor: standingCauses(transfers.facts(), nowMs).filter(
        (cause) => cause === 'battery' || cause === 'metered',
      ),
      uploadLimitBytesPerS: loaded.settings.uploadLimitBytesPerS,
    };
  }

  function interruptAll(): void {
    for (const { id } of store.list({ steps: unsentSteps })) interrupts.interrupt(id);
  }

  return {
    /** The status now, and again when something of it may have changed. */
    async *status(signal: AbortSignal | undefined): AsyncGenerator<ShellStatus, void, void> {
      let bell = cancelSource();
      const ring = (): void => bell.cancel();
      const ends = [store, governor, network, transfers].map((told) => told.onChange(ring));
      ends.push(worker.onFailure(ring));
      signal?.addEventListener('abort', ring, { once: true });
      try {
        for (;;) {
          // Before looking, so that a change that comes while somebody reads is told next.
          bell = cancelSource();
          if (signal?.aborted === true) return;
          yield statusNow();
          await clock.sleep(BUSY_MS, signal);
          await clock.sleep(QUIET_MS - BUSY_MS, bell.signal);
        }
      } finally {
        for (const end of ends) end();
        signal?.removeEventListener('abort', ring);
      }
    },

    pauseAll(): { paused: boolean } {
      for (const { id, pausedAtMs } of submitted(unsentSteps)) {
        if (pausedAtMs !== null) continue;
        pauseMessage(store, id, clock.nowMs());
        interrupts.interrupt(id);
      }
      worker.wake();
      return { paused: isPaused() };
    },

    resumeAll(): { paused: boolean } {
      if (transfers.pausedUntilMs() !== null) {
        transfers.pauseUntil(null);
        return { paused: isPaused() };
      }
      for (const { id, pausedAtMs } of submitted(unsentSteps)) {
        if (pausedAtMs === null) continue;
        resumeMessage(store, id, clock.nowMs());
        jobs.wake(advanceKey(id), clock.nowMs());
      }
      worker.wake();
      return { paused: isPaused() };
    },

    pauseFor(minutes: number): { pausedUntil: string } {
      const untilMs = clock.nowMs() + minutes * 60_000;
      transfers.pauseUntil(untilMs);
      interruptAll();
      return { pausedUntil: iso(untilMs) };
    },

    commandLine(words: readonly string[]): CommandLine {
      const place = loaded.isUsualDataDir ? [] : [`--data-dir=${loaded.dataDir}`];
      return commandLine(['mailroom', ...place, ...words]);
    },

    tellPower(power: PowerFacts): { waits: boolean } {
      transfers.tellPower(power);
      const waits = standingCauses(transfers.facts(), clock.nowMs()).some(
        (cause) => cause === 'battery' || cause === 'metered',
      );
      return { waits };
    },
  };
}

/** On its way out, or still being written while its files go ahead. */
function isMoving({ submittedAtMs, attachments }: OutboxRecord): boolean {
  return submittedAtMs !== null || attachments.some(({ step }) => step !== 'done');
}

/** Neither waiting for anything nor stopped. */
function isUploading(record: OutboxRecord, nowMs: number): boolean {
  if (record.wait !== null && record.wait.untilMs > nowMs) return false;
  const state = outboxState(record, nowMs);
  return state === 'uploading' || (state === 'draft' && record.pausedAtMs === null);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
