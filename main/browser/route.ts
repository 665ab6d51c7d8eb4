import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Access } from './check-access.ts';

export type RouteContext = Context<{ Bindings: HttpBindings }>;

/** One row of what the host serves. Everything that is not in the list is refused. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: `/${string}`;
  readonly access: Access;
  /** Null where the request becomes a WebSocket. */
  readonly serve: ((context: RouteContext) => Response | Promise<Response>) | null;
  /** Larger bodies are refused before they are read. Without it the route takes none. */
  readonly maxBodyBytes?: number;
}
