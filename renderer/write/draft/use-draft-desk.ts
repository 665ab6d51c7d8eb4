import { useConnection } from '../../app/connection.tsx';
import type { Connection } from '../../client/connection.ts';
import { hideRow, showRow } from '../../outbox/outbox-rows.ts';
import { createDraftDesk, type DraftDesk } from './draft-desk.ts';
import { keptDrafts } from './kept-texts.ts';

const desks = new WeakMap<Connection, DraftDesk>();

/** The one desk of this window. */
export function useDraftDesk(): DraftDesk {
  const connection = useConnection();
  const known = desks.get(connection);
  if (known !== undefined) return known;
  const desk = openDesk(connection);
  desks.set(connection, desk);
  return desk;
}

function openDesk(connection: Connection): DraftDesk {
  const desk = createDraftDesk({
    compose: connection.client.compose,
    recipients: connection.client.recipients,
    outbox: connection.client.outbox,
    sendFile: (file, options) => connection.sendFile(file, options),
    pathOf: (file) => connection.host.pathOf?.(file) ?? null,
    whenConnected: () => whenConnected(connection),
    after(delayMs, run) {
      const timer = window.setTimeout(run, delayMs);
      return () => window.clearTimeout(timer);
    },
    kept: keptDrafts(window.localStorage),
    newKey: () => crypto.randomUUID(),
    hide: hideRow,
    show: showRow,
  });
  connection.onState((state) => {
    if (state === 'connected') desk.reconnected();
  });
  window.addEventListener('pagehide', () => desk.keepUnsaved());
  window.addEventListener('beforeunload', (event) => {
    desk.keepUnsaved();
    if (desk.isBusy()) event.preventDefault();
  });
  return desk;
}

function whenConnected(connection: Connection): Promise<void> {
  if (connection.state === 'connected') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = connection.onState((state) => {
      if (state !== 'connected') return;
      stop();
      resolve();
    });
  });
}
