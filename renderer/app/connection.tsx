import { createContext, useContext, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import type { ApiClient, Connection, ConnectionState } from '../client/connection.ts';

const ConnectionContext = createContext<Connection | null>(null);

export function ConnectionProvider(props: {
  readonly connection: Connection;
  readonly children: ReactNode;
}): ReactElement {
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>;
}

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('useConnection needs a ConnectionProvider around it.');
  return connection;
}

export function useClient(): ApiClient {
  return useConnection().client;
}

export function useConnectionState(): ConnectionState {
  const connection = useConnection();
  return useSyncExternalStore(
    (changed) => connection.onState(changed),
    () => connection.state,
  );
}
