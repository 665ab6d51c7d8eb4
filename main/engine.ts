import type { ContractRouterClient } from '@orpc/contract';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { api } from '../contract/api.ts';
import { type DataFolderOwner, ownDataFolder, type Ownership } from './adapters/owner/own-data-folder.ts';
import type { OwnerContact } from './adapters/owner/owner-contact.ts';
import { connectToOwner, listenOnOwnerSocket } from './adapters/owner/owner-socket.ts';
import { MailroomError } from './core/mailroom-error.ts';
import { composeEngine } from './engine/compose-engine.ts';
import { explainFolderError } from './engine/explain-folder-error.ts';
import { fileDownloads } from './engine/file-downloads.ts';
import type { Engine, Host } from './engine/host.ts';
import { learnAddress } from './engine/learn-address.ts';
import { type LoadedSettings, loadSettings } from './engine/load-settings.ts';
import { createRouter } from './engine/router.ts';
import { systemClock } from './engine/system-ports.ts';

export interface OpenOptions {
  /** Start the worker: due work is done for as long as the engine is open. */
  readonly work: boolean;
  /** Open the listener for notifications where one is wanted: for hosts that stay. */
  readonly listen?: boolean;
}

/** An owner that is starting or ending answers within this time, or something is wrong with it. */
const MEETING_MS = 15_000;
const ASK_AGAIN_MS = 50;

/**
 * Owns the data folder and runs the engine on it, or talks to the process that does: callers cannot tell, and two
 * engines never write to one folder. Rejects with a MailroomError that says what to do.
 */
export async function openEngine(host: Host, options: OpenOptions): Promise<Engine> {
  const loaded = loadSettings(host);
  const untilMs = systemClock.nowMs() + MEETING_MS;
  for (;;) {
    const ownership = own(loaded.dataDir);
    if (ownership.kind === 'owner') return runAsOwner(host, loaded, ownership, options);
    const met = ownership.contact === null ? null : await meetOwner(ownership.contact, options);
    if (met !== null) return met;
    if (systemClock.nowMs() >= untilMs) throw nobodyAnswers();
    await systemClock.sleep(ASK_AGAIN_MS);
  }
}

function own(dataDir: string): Ownership {
  try {
    return ownDataFolder(dataDir, () => systemClock.nowMs());
  } catch (error) {
    throw explainFolderError(error);
  }
}

async function runAsOwner(
  host: Host,
  loaded: LoadedSettings,
  owner: DataFolderOwner,
  options: OpenOptions,
): Promise<Engine> {
  try {
    const services = await composeEngine(host, loaded, owner.db);
    const router = createRouter(services);
    const handler = new RPCHandler(router);
    const listener = await listenOnOwnerSocket(
      owner.contact,
      (socket) => void handler.upgrade(socket, { context: { caller: 'program' } }),
    );
    if (services.tenancy.kind === 'static') await learnAddress(services);
    if (options.work) {
      services.worker.start();
      services.telemetry.pusher.start();
    }
    if (options.listen === true) await services.notifications.door.open();
    return {
      client: createRouterClient(router, { context: { caller: 'program' } }),
      owned: true,
      router,
      incoming: services.incoming,
      downloads: fileDownloads(services.exports),
      telemetry: {
        log: services.log,
        report: () => services.telemetry.metrics.report(),
        access: { isOpen: services.loaded.settings.metricsOpen, token: services.loaded.settings.metricsToken },
      },
      async close() {
        await services.close();
        await listener.close();
        owner.release();
      },
    };
  } catch (error) {
    owner.release();
    throw explainFolderError(error);
  }
}

/** Null while the owner does not answer, because it is only starting, or is gone and left its note behind. */
async function meetOwner(contact: OwnerContact, options: OpenOptions): Promise<Engine | null> {
  const socket = await connectToOwner(contact).catch(nullIfRetriable);
  if (socket === null) return null;
  // `ws` speaks as the browser's own does; only its types differ.
  const link = new RPCLink({ websocket: socket as unknown as WebSocket });
  const client = createORPCClient<ContractRouterClient<typeof api>>(link);
  try {
    if (options.work) await client.engine.work({});
  } catch (error) {
    // It ended between the greeting and the answer.
    if (socket.readyState !== socket.OPEN) return null;
    socket.terminate();
    throw error;
  }
  return {
    client,
    owned: false,
    router: null,
    incoming: null,
    downloads: null,
    telemetry: null,
    close() {
      socket.terminate();
      return Promise.resolve();
    },
  };
}

function nullIfRetriable(error: unknown): null {
  if (error instanceof MailroomError && error.structured.retriable) return null;
  throw error;
}

function nobodyAnswers(): MailroomError {
  return new MailroomError('data_folder_busy', {
    message: 'Another Mailroom owns the data folder and does not answer. Nothing was changed.',
    remediation: 'Try again in a moment. If it stays, end the other Mailroom, or name another folder with --data-dir.',
    retriable: true,
  });
}
