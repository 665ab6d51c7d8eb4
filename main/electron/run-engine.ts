import { RPCHandler } from '@orpc/server/message-port';
import type { StructuredError } from '../../contract/errors.ts';
import { MailroomError, structuredError } from '../core/mailroom-error.ts';
import type { openEngine } from '../engine.ts';
import type { Caller } from '../engine/folder-grants.ts';
import type { Engine, Host } from '../engine/host.ts';
import { type FromEngine, type KeyringAnswer, type KeyringQuestion, toEngine } from './engine-messages.ts';
import { incomingRouter } from './incoming-router.ts';
import { loadWrappedKey } from './load-wrapped-key.ts';

/** A port as the engine's process gets it: Electron's `MessagePortMain`, or what stands for it. */
interface EnginePort {
  on(event: string, listener: (event?: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

/**
 * The way to the main process: `process.parentPort` of a utility process.
 */
export interface MainProcess {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly EnginePort[] }) => void,
  ): unknown;
  postMessage(message: FromEngine): void;
}

export interface EngineRun {
  readonly main: MainProcess;
  readonly host: Omit<Host, 'log' | 'loadSealingKey'>;
  readonly open: typeof openEngine;
  /** Ends this process. */
  readonly exit: (code: number) => void;
}

/** Runs the engine behind the main process's messages, until it is told to close or cannot open. */
export function runEngine({ main, host, open, exit }: EngineRun): void {
  const log = (line: string): void => main.postMessage({ kind: 'log', line });
  const keyring = askKeyringOf(main);
  const opening = openServed();
  main.on('message', ({ data, ports: [port] }) => {
    const message = toEngine.parse(data);
    switch (message.kind) {
      case 'serve':
        // What a client says meanwhile waits in the port.
        if (port !== undefined) void opening.then((served) => served?.serve(port, message.caller));
        return;
      case 'keyring':
        keyring.settle(message.id, message.answer);
        return;
      case 'close':
        void opening
          .then((served) => served?.engine.close())
          .then(
            () => exit(0),
            () => exit(1),
          );
        return;
    }
  });

  async function openServed(): Promise<{ engine: Engine; serve(port: EnginePort, caller: Caller): void } | null> {
    try {
      const engine = await open(
        {
          ...host,
          log,
          loadSealingKey: (dataDir) => loadWrappedKey(dataDir, keyring.ask),
        },
        { work: true, listen: true },
      );
      if (engine.router === null) {
        await engine.close();
        throw ownedByOther();
      }
      const { router, incoming, telemetry } = engine;
      const handler = new RPCHandler(
        incoming === null || telemetry === null
          ? router
          : { ...router, incoming: incomingRouter(incoming, telemetry.log) },
      );
      main.postMessage({ kind: 'ready' });
      return {
        engine,
        serve(port, caller) {
          handler.upgrade(port, { context: { caller } });
          port.start();
        },
      };
    } catch (error) {
      main.postMessage({ kind: 'failed', error: describe(error) });
      return null;
    }
  }
}

/** Questions to the key store, which only the main process can reach; each answer finds its question by number. */
function askKeyringOf(main: MainProcess) {
  const waiting = new Map<number, (answer: KeyringAnswer) => void>();
  let asked = 0;
  return {
    ask: (question: KeyringQuestion): Promise<KeyringAnswer> =>
      new Promise((resolve) => {
        const id = ++asked;
        waiting.set(id, resolve);
        main.postMessage({ kind: 'keyring', id, question });
      }),
    settle(id: number, answer: KeyringAnswer): void {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
  };
}

function ownedByOther(): MailroomError {
  return new MailroomError('data_folder_busy', {
    message:
      'Another Mailroom is at work in this data folder, for example on the command line. It goes on undisturbed.',
    remediation: 'Wait until it has ended and try again.',
    retriable: true,
  });
}

function describe(error: unknown): StructuredError {
  if (error instanceof MailroomError) return error.structured;
  return structuredError('internal_error', {
    message: 'Something we did not foresee kept Mailroom from starting. Your messages and files are untouched.',
    remediation: 'Try again. If it stays, run "mailroom doctor".',
    details: { kind: error instanceof Error ? error.name : typeof error },
    retriable: true,
  });
}
