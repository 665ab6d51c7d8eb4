import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StructuredError } from '../../contract/errors.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import { restartDelayMs } from '../../main/electron/restart-delay.ts';
import { superviseEngine } from '../../main/electron/supervise-engine.ts';
import { EngineDouble } from './engine-double.ts';
import { ChannelDouble } from './message-port-double.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function supervised() {
  const engines: EngineDouble[] = [];
  const lines: string[] = [];
  const failures: StructuredError[] = [];
  const supervisor = superviseEngine({
    electron: {
      MessageChannelMain: ChannelDouble,
      utilityProcess: {
        fork: () => {
          const engine = new EngineDouble();
          engines.push(engine);
          return engine.child;
        },
      },
    },
    enginePath: '/engine-process.js',
    engineArgs: [],
    keyring: () => Promise.resolve({ kind: 'sealed', sealed: 'x' }),
    nowMs: () => Date.now(),
    log: (line) => lines.push(line),
    onFailed: (error) => failures.push(error),
  });
  const last = (): EngineDouble => {
    const engine = engines.at(-1);
    if (engine === undefined) throw new Error('no engine was started');
    return engine;
  };
  return { supervisor, engines, lines, failures, last };
}

describe('the engine’s process', () => {
  it('is started again after a crash, and every client gets a new port', async () => {
    const { supervisor, engines, last } = supervised();
    const ports: unknown[] = [];
    supervisor.start();
    const disconnect = supervisor.connect('window', (port) => ports.push(port));
    expect(ports.length).toBe(1);
    last().end(9);
    await vi.advanceTimersByTimeAsync(restartDelayMs(1) - 1);
    expect(engines.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect([engines.length, ports.length]).toEqual([2, 2]);
    expect(ports[1]).not.toBe(ports[0]);

    disconnect();
    last().end(9);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([engines.length, ports.length]).toEqual([3, 2]);
  });

  it('is given more and more time when it dies again and again, and less once it was healthy', async () => {
    expect([1, 2, 3, 7, 50].map((deaths) => restartDelayMs(deaths))).toEqual([500, 1000, 2000, 30_000, 30_000]);
    const { supervisor, lines, last } = supervised();
    supervisor.start();
    last().end(1);
    await vi.advanceTimersByTimeAsync(500);
    last().end(1);
    await vi.advanceTimersByTimeAsync(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    last().end(1);
    expect(lines.map((line) => /deaths=\d+ restart_in_ms=\d+/.exec(line)?.[0])).toEqual([
      'deaths=1 restart_in_ms=500',
      'deaths=2 restart_in_ms=1000',
      'deaths=1 restart_in_ms=500',
    ]);
  });

  it('is not started again by itself when it says that it cannot open, only when a person wants it', async () => {
    const { supervisor, engines, failures, last } = supervised();
    const error = structuredError('data_folder_busy', { message: 'Busy.', remediation: 'Wait.' });
    supervisor.start();
    last().say({ kind: 'failed', error });
    await vi.advanceTimersByTimeAsync(600_000);
    expect([failures, engines.length, last().isKilled]).toEqual([[error], 1, true]);
    supervisor.start();
    expect(engines.length).toBe(2);
  });

  it('is asked to close before it is ended, and stays away', async () => {
    const { supervisor, engines, last } = supervised();
    supervisor.start();
    await supervisor.stop();
    expect(last().told.at(-1)).toEqual({ kind: 'close' });
    expect(last().isKilled).toBe(false);
    supervisor.start();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(engines.length).toBe(1);
  });

  it('is ended by force when it does not close', async () => {
    const { supervisor, last } = supervised();
    supervisor.start();
    vi.spyOn(last().child, 'postMessage').mockImplementation(() => undefined);
    const stopped = supervisor.stop();
    await vi.advanceTimersByTimeAsync(8_000);
    await stopped;
    expect(last().isKilled).toBe(true);
  });

  it('can be stopped between a crash and the next start', async () => {
    const { supervisor, engines, last } = supervised();
    supervisor.start();
    last().end(1);
    await supervisor.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(engines.length).toBe(1);
  });

  it('has its questions to the key store answered, and its nonsense survived', async () => {
    const { supervisor, lines, last } = supervised();
    supervisor.start();
    last().say({ kind: 'keyring', id: 3, question: { kind: 'seal', plain: 'key' } });
    last().say({ kind: 'log', line: 'a line' });
    last().sayNonsense();
    await vi.advanceTimersByTimeAsync(1);
    expect(last().told).toEqual([{ kind: 'keyring', id: 3, answer: { kind: 'sealed', sealed: 'x' } }]);
    expect(lines).toEqual(['a line', 'engine said something unknown']);
  });
});
