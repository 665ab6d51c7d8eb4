import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { EventEmitter } from 'node:events';
import { api } from '../../contract/api.ts';
import type { LentFile } from '../../contract/file-exports-api.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ListedSetting } from '../../contract/settings.ts';
import type { EngineChild } from '../../main/electron/electron-parts.ts';
import type { FromEngine, ToEngine } from '../../main/electron/engine-messages.ts';
import type { PortDouble } from './message-port-double.ts';

function wish(name: string, text: string): ListedSetting {
  const written = { value: text, text, origin: 'default' } as const;
  return { name, ...written, form: { kind: 'text' }, range: '', change: 'now', next: null, unchosen: text };
}

/** An engine's process that says what a test wants: rows, crashes, refusals. Its wire is the real one. */
export class EngineDouble {
  readonly told: ToEngine[] = [];
  readonly asked: string[] = [];
  network: 'online' | 'offline' = 'online';
  isKilled = false;
  /** What lending a file gives; a path named after its id where nothing else is said. */
  readonly lent = new Map<string, LentFile>();
  #waiting: OutboxRow[] = [];
  #wake: (() => void) | null = null;
  readonly #events = new EventEmitter();
  readonly #ports: PortDouble[] = [];
  readonly #handler = new RPCHandler(this.#router());

  // A double has the members that the host uses, and no others.
  readonly child: EngineChild = {
    kill: () => {
      this.isKilled = true;
      this.end(15);
      return true;
    },
    on: (event: string, listener: () => void) => this.#events.on(event, listener),
    postMessage: (message: ToEngine, ports: PortDouble[] = []) => this.#hear(message, ports),
  } as unknown as EngineChild;

  say(message: FromEngine): void {
    this.#events.emit('message', message);
  }

  sayNonsense(): void {
    this.#events.emit('message', { kind: 'nonsense' });
  }

  /** Shows these rows to whoever watches the outbox. */
  show(...rows: OutboxRow[]): void {
    this.#waiting.push(...rows);
    this.#wake?.();
  }

  end(code: number): void {
    for (const port of this.#ports.splice(0)) port.close();
    this.#events.emit('exit', code);
  }

  #hear(message: ToEngine, ports: readonly PortDouble[]): void {
    this.told.push(message);
    for (const port of ports) {
      this.#ports.push(port);
      this.#handler.upgrade(port as never, { context: {} });
      port.start();
    }
    if (message.kind === 'close') queueMicrotask(() => this.end(0));
  }

  #router() {
    const nextRow = async (): Promise<OutboxRow> => {
      for (;;) {
        const row = this.#waiting.shift();
        if (row !== undefined) return row;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    const { asked, lent } = this;
    const network = (): 'online' | 'offline' => this.network;
    return {
      outbox: {
        watchAll: implement(api.outbox.watchAll).handler(async function* () {
          for (;;) yield await nextRow();
        }),
      },
      settings: {
        watch: implement(api.settings.watch).handler(async function* () {
          yield [
            wish('MAILROOM_NOTIFY_SENT', 'large'),
            ...['NEEDS_YOU', 'BOUNCED', 'FAILED'].map((kind) => wish(`MAILROOM_NOTIFY_${kind}`, 'true')),
          ];
          await new Promise(() => undefined);
        }),
      },
      files: {
        lend: implement(api.files.lend).handler(({ input: { ids, purpose } }) => {
          asked.push(`lend ${ids.join(' ')} to ${purpose}`);
          return ids.map((id) => lent.get(id) ?? { kind: 'lent' as const, id, path: `/lent/${id}/plans & <more>.pdf` });
        }),
        grantFolder: implement(api.files.grantFolder).handler(({ input: { folder } }) => {
          asked.push(`grant ${folder}`);
          return { grant: 'a word', name: 'saved' };
        }),
      },
      engine: {
        doctor: implement(api.engine.doctor).handler(() => {
          asked.push('doctor');
          return { ok: true, checks: [] };
        }),
        work: implement(api.engine.work).handler(() => {
          asked.push('work');
          return { working: true };
        }),
      },
      shell: {
        status: implement(api.shell.status).handler(async function* () {
          yield {
            accounts: [],
            tenant: 'sandbox' as const,
            internalOnly: null,
            internalOnlyBy: null,
            moving: { uploading: 0, total: 0, bytesPerSecond: 0 },
            waits: [],
            workerSeenAt: null,
            workerTriesAgainAt: null,
            network: network(),
            paused: false,
            pausedUntil: null,
            largeWaitFor: [],
            uploadLimitBytesPerS: 0,
          };
        }),
      },
    };
  }
}
