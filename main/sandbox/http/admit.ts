import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readDriveUploadId, serveDriveUpload } from '../drive/drive-upload-host.ts';
import { findUpload } from '../drive/drive-uploads.ts';
import { readSessionId, serveUpload } from '../mail/upload-host.ts';
import { appliedPreferences, readPrefer } from '../mail/request.ts';
import type { ViolationKind } from '../store/request-log.ts';
import { findFolder } from '../store/folders.ts';
import { findSession } from '../store/upload-sessions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { findUser } from '../users.ts';
import type { Identity } from '../identity/create-identity.ts';
import { authenticate, checkAccess } from './access.ts';
import { GraphError } from './graph-error.ts';
import { findRoute } from './find-route.ts';
import { mailRoutes } from './mail-routes.ts';
import type { Body } from './read-body.ts';
import type { Reply } from './reply.ts';
import { rootRoutes } from './root-routes.ts';
import type { Route } from './route.ts';
import { splitPath } from './split-path.ts';

/** What is known of a request from its head alone, and how to carry it out once its body is there. */
export interface Admission {
  /** Null for an upload URL that is not known. */
  readonly userId: string | null;
  readonly mailbox: string | null;
  /** The message that it changes, if any. */
  readonly messageN: number | null;
  readonly isSend: boolean;
  readonly sessionId: string | null;
  /** The folder whose changes it reads. */
  readonly deltaFolderId: string | null;
  readonly run: (body: Body) => Promise<Reply>;
}

export interface Gate {
  readonly tenant: Tenant;
  readonly identity: Identity;
  readonly staticTokens: Readonly<Record<string, string>>;
}

/** Of a request by itself or of a part of a batch. */
export type Head = Pick<IncomingMessage, 'method' | 'headers'>;

export type Violate = (kind: ViolationKind, detail: string) => void;

/** Null when the address is no part of the mail service. Throws the refusals that need no body. */
export function admit(gate: Gate, request: Head, url: URL, violate: Violate): Admission | null {
  const driveUploadId = readDriveUploadId(url.pathname);
  if (driveUploadId !== null) return admitUpload(gate.tenant, request, url, driveUploadId, violate, serveDriveUpload);
  const sessionId = readSessionId(decodePath(url.pathname));
  if (sessionId !== null) return admitUpload(gate.tenant, request, url, sessionId, violate);
  if (url.pathname.startsWith('/v1.0/')) return admitMail(gate, request, url);
  return null;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The address is malformed.');
  }
}

function admitUpload(
  tenant: Tenant,
  request: Head,
  url: URL,
  sessionId: string,
  violate: Violate,
  serve = serveUpload,
): Admission {
  const session = findSession(tenant.db, sessionId);
  const userId = session?.userId ?? findUpload(tenant.db, sessionId)?.userId ?? null;
  const method = request.method ?? '';
  const run = (body: Body): Promise<Reply> =>
    Promise.resolve(
      serve({
        tenant,
        method,
        sessionId,
        authToken: url.searchParams.get('authtoken'),
        hasAuthorization: request.headers.authorization !== undefined,
        contentRange: request.headers['content-range'],
        body,
        violate,
      }),
    );
  return {
    userId,
    mailbox: userId === null ? null : (findUser(tenant.db, userId)?.address ?? null),
    messageN: method === 'GET' ? null : (session?.messageN ?? null),
    isSend: false,
    sessionId,
    deltaFolderId: null,
    run,
  };
}

function admitMail(gate: Gate, request: Head, url: URL): Admission {
  const { tenant } = gate;
  const access = authenticate(tenant, gate.identity, gate.staticTokens, request.headers.authorization);
  const method = request.method ?? '';
  const { user, route, parameters } = resolve(
    tenant,
    access.user,
    method,
    splitPath(url.pathname.slice('/v1.0/'.length)),
  );
  checkAccess(tenant, access, user, route);
  const prefer = readPrefer(request.headers['prefer']);
  const run = async (body: Body): Promise<Reply> => {
    const mailRequest = {
      tenant,
      user,
      me: access.user,
      scopes: access.scopes,
      parameters,
      path: url.pathname,
      query: url.searchParams,
      body,
      headers: { ifMatch: request.headers['if-match'] ?? null, contentType: request.headers['content-type'] ?? '' },
      prefer,
    };
    if (body.sizeBytes > tenant.switches().requestMaximumBytes)
      throw new GraphError(
        tenant.switches().requestTooLargeStatus,
        'BadRequest',
        'The maximum request length supported is 4MB.',
      );
    await route.prepare?.(mailRequest);
    route.check?.(mailRequest);
    if (route.check !== undefined && tenant.switches().sendProcessingMs > 0)
      await wait(tenant.switches().sendProcessingMs);
    const reply = tenant.db.transaction(() => route.run(mailRequest))();
    return { ...reply, headers: { ...appliedPreferences(prefer), ...reply.headers } };
  };
  return {
    userId: route.scope === 'profile' ? access.user.id : user.id,
    mailbox: user.address,
    messageN: method === 'GET' ? null : findMessageN(tenant, parameters['message']),
    isSend: route.check !== undefined,
    sessionId: null,
    deltaFolderId: route.path.endsWith('/delta')
      ? (findFolder(tenant.db, user.id, parameters['folder'] ?? '')?.id ?? null)
      : null,
    run,
  };
}

interface Resolved {
  readonly user: User;
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Whose mailbox an address names and what there is at it. */
function resolve(tenant: Tenant, me: User, method: string, segments: readonly string[]): Resolved {
  const [root = '', ...below] = segments;
  switch (root.toLowerCase()) {
    case 'me':
      return { user: me, ...findRoute(mailRoutes, method, below) };
    case 'users': {
      const user = findUser(tenant.db, below[0] ?? '');
      // Other organisations' people are not even known to exist.
      if (user === undefined || user.tenantId !== me.tenantId)
        throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${below[0] ?? ''}' is invalid.`);
      return { user, ...findRoute(mailRoutes, method, below.slice(1)) };
    }
    default:
      return { user: me, ...findRoute(rootRoutes, method, segments) };
  }
}

function findMessageN(tenant: Tenant, id: string | undefined): number | null {
  if (id === undefined) return null;
  const row = tenant.db
    .prepare<[string, string], { n: number }>('SELECT n FROM message WHERE immutable_id = ? OR rest_id = ?')
    .get(id, id);
  return row?.n ?? null;
}
