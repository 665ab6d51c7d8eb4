import type { MessagePortMain } from 'electron';
import type { StructuredError } from '../../contract/errors.ts';
import type { Caller } from '../engine/folder-grants.ts';
import type { ElectronParts, EngineChild } from './electron-parts.ts';
import { fromEngine, type ToEngine } from './engine-messages.ts';
import type { Keyring } from './keyring.ts';
import { HEALTHY_AFTER_MS, restartDelayMs } from './restart-delay.ts';

type Deliver = (port: MessagePortMain) => void;

export interface EngineSupervisor {
  /** Starts the engine, or starts it again after it could not open. */
  start(): void;
  /** Hands over a port to the engine for this caller, and a new one after each restart. Returns the end of that. */
  connect(caller: Caller, deliver: Deliver): () => void;
  /** Lets the engine reach a safe point and ends it; by force when that takes too long. */
  stop(): Promise<void>;
}

interface Supervision {
  readonly electron: Pick<ElectronParts, 'MessageChannelMain' | 'utilityProcess'>;
  readonly enginePath: string;
  /** Arguments of the engine's process. */
  readonly engineArgs: readonly string[];
  readonly keyring: Keyring;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  /** The engine cannot open: not a crash, and not tried again by itself. */
  readonly onFailed: (error: StructuredError) => void;
}

/** A closing engine has a grace of 5 s for its work; the rest is for the database. */
const STOP_WITHIN_MS = 8_000;

/** Keeps one engine running in a process of its own: neither hashing nor SQLite ever stalls a window. */
export function superviseEngine(supervision: Supervision): EngineSupervisor {
  const { electron, enginePath, engineArgs, keyring, nowMs, log, onFailed } = supervision;
  const clients = new Map<Deliver, Caller>();
  let child: EngineChild | null = null;
  let deaths = 0;
  let startedAtMs = 0;
  let stopping = false;
  let ended: (() => void) | null = null;
  let restart: NodeJS.Timeout | undefined;

  function start(): void {
    if (child !== null || stopping) return;
    const running = electron.utilityProcess.fork(enginePath, [...engineArgs], {
      serviceName: 'Mailroom engine',
      stdio: 'inherit',
    });
    child = running;
    startedAtMs = nowMs();
    running.on('message', (message: unknown) => read(running, message));
    running.on('exit', (code) => {
      const wasAtWork = child === running;
      if (wasAtWork) child = null;
      ended?.();
      if (wasAtWork && !stopping) startLater(code);
    });
    for (const [deliver, caller] of clients) connectTo(running, caller, deliver);
  }

  function startLater(code: number): void {
    deaths = nowMs() - startedAtMs >= HEALTHY_AFTER_MS ? 1 : deaths + 1;
    const delayMs = restartDelayMs(deaths);
    log(`engine ended code=${code} deaths=${deaths} restart_in_ms=${delayMs}`);
    restart = setTimeout(start, delayMs);
  }

  function read(running: EngineChild, raw: unknown): void {
    const { data: message } = fromEngine.safeParse(raw);
    switch (message?.kind) {
      case undefined:
        log('engine said something unknown');
        return;
      case 'ready':
        return;
      case 'log':
        log(message.line);
        return;
      case 'keyring':
        void keyring(message.question).then((answer) => tell(running, { kind: 'keyring', id: message.id, answer }));
        return;
      case 'failed':
        if (child === running) child = null;
        running.kill();
        onFailed(message.error);
        return;
    }
  }

  function connectTo(running: EngineChild, caller: Caller, deliver: Deliver): void {
    const { port1, port2 } = new electron.MessageChannelMain();
    tell(running, { kind: 'serve', caller }, [port1]);
    deliver(port2);
  }

  return {
    start,
    connect(caller, deliver) {
      clients.set(deliver, caller);
      if (child !== null) connectTo(child, caller, deliver);
      return () => {
        clients.delete(deliver);
      };
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      const running = child;
      if (running === null) return;
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      tell(running, { kind: 'close' });
      const force = setTimeout(() => running.kill(), STOP_WITHIN_MS);
      await end;
      clearTimeout(force);
    },
  };
}

function tell(engine: EngineChild, message: ToEngine, ports: MessagePortMain[] = []): void {
  engine.postMessage(message, ports);
}
