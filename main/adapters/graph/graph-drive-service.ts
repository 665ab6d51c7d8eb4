import { z } from 'zod';
import type { DrivePlace, DriveService } from '../../core/ports/drive-service.ts';
import type { CallContext, UploadSession } from '../../core/ports/mail-service.ts';
import { mayUploadToDrive } from './drive-hosts.ts';
import { refuseForeignHost } from './foreign-host.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';

/** Asked for only when a file is shared, beside what mail needs. */
export const DRIVE_SCOPE = 'Files.ReadWrite';

const quota = z.object({ quota: z.object({ remaining: z.number().nonnegative() }).nullish() });
const item = z.object({ id: z.string().min(1), size: z.number().int().nonnegative(), file: z.object({}) });
const session = z.object({ uploadUrl: z.string(), expirationDateTime: z.string().nullish() });
const permission = z.object({ link: z.object({ webUrl: z.url({ protocol: /^https$/ }) }) });

/** The drive half of Microsoft Graph. Endpoints and their oddities: docs/graph.md, OneDrive. */
export function graphDriveService(client: GraphClient): DriveService {
  const scopes = [DRIVE_SCOPE];

  function createLink(call: CallContext, fileId: string, scope: 'organization' | 'users') {
    return client.request(call, {
      method: 'POST',
      path: `/me/drive/items/${encodeURIComponent(fileId)}/createLink`,
      json: { type: 'view', scope },
      scopes,
      read: readLink,
    });
  }

  return {
    readRoom: (call) =>
      client.request(call, {
        method: 'GET',
        path: '/me/drive?$select=id,quota',
        scopes,
        read: ({ json }) => {
          const read = quota.safeParse(json);
          return read.success ? { remainingBytes: read.data.quota?.remaining ?? null } : undefined;
        },
      }),

    findFile: (call, place) =>
      client.request(call, {
        method: 'GET',
        path: `/me/drive/root:/${pathOf(place)}?$select=id,size,file`,
        scopes,
        read: ({ json }) => {
          const read = item.safeParse(json);
          return read.success ? { id: read.data.id, sizeBytes: read.data.size } : undefined;
        },
      }),

    async createUploadSession(call, place) {
      const reply = await client.request(call, {
        method: 'POST',
        path: `/me/drive/root:/${pathOf(place)}:/createUploadSession`,
        json: { item: { '@microsoft.graph.conflictBehavior': 'replace', name: place.name } },
        scopes,
        read: readSession,
      });
      if (!reply.ok || mayUploadToDrive(reply.value.uploadUrl, await client.addressOf(call.account))) return reply;
      return refuseForeignHost(reply.requestId);
    },

    removeFolder: (call, folder) =>
      client.request(call, {
        method: 'DELETE',
        path: `/me/drive/root:/${encodePath(folder)}`,
        scopes,
        read: () => null,
      }),

    shareWithOrganization: (call, fileId) => createLink(call, fileId, 'organization'),

    async shareWithPeople(call, fileId, addresses) {
      const invited = await client.request(call, {
        method: 'POST',
        path: `/me/drive/items/${encodeURIComponent(fileId)}/invite`,
        json: {
          recipients: addresses.map((email) => ({ email })),
          roles: ['read'],
          requireSignIn: true,
          sendInvitation: false,
        },
        scopes,
        read: () => null,
      });
      return invited.ok ? createLink(call, fileId, 'users') : invited;
    },
  };
}

function pathOf({ folder, name }: DrivePlace): string {
  return encodePath(`${folder}/${name}`);
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function readLink({ json }: GraphAnswer): { readonly url: string } | undefined {
  const read = permission.safeParse(json);
  return read.success ? { url: read.data.link.webUrl } : undefined;
}

function readSession({ json }: GraphAnswer): UploadSession | undefined {
  const read = session.safeParse(json);
  if (!read.success) return undefined;
  const expiresAtMs = Date.parse(read.data.expirationDateTime ?? '');
  return { uploadUrl: read.data.uploadUrl, expiresAtMs: Number.isNaN(expiresAtMs) ? null : expiresAtMs };
}
