import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { makeZip, predictLength } from 'client-zip';
import { create as contentDisposition } from 'content-disposition';
import { z } from 'zod';
import { fileId } from '../../contract/files.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { Download, FileDownloads } from '../core/ports/file-downloads.ts';
import { refuse } from './answer-error.ts';
import { cookieOf } from './check-access.ts';
import { downloadTickets } from './download-tickets.ts';
import type { Route, RouteContext } from './route.ts';
import { downloadPolicy } from './security-headers.ts';

/** Who wants more saves them into a folder, with the desktop or the command line. */
const MOST_FILES = 1000;
const MAX_REQUEST_BYTES = 32 * 2 ** 10;

const wish = z.strictObject({ ids: z.array(fileId).min(1).max(MOST_FILES) });

/** Collected files for a page: one as it is, several as a ZIP that is made while it travels. */
export function downloadRoutes(files: FileDownloads, port: number, nowMs: () => number): readonly Route[] {
  const tickets = downloadTickets(nowMs);

  async function issue(context: RouteContext): Promise<Response> {
    const asked = wish.safeParse(await context.req.json().catch(() => null));
    const cookie = cookieOf(context.env.incoming, port);
    if (!asked.success || cookie === '') return badRequest();
    const { downloads, failed } = files.prepare(asked.data.ids);
    const [only] = failed;
    if (downloads.length === 0 && only !== undefined) return refuse(409, only.error);
    const ticket = tickets.issue(
      cookie,
      downloads.map(({ id }) => id),
    );
    const path = `/Files/Downloads/${ticket}`;
    return Response.json({ path, name: nameOf(downloads), files: downloads.length, failed }, { status: 201 });
  }

  /**
   * Written by hand: when the bytes break off, so does the connection, and a browser that was told the length says that
   * the download failed.
   */
  async function download(context: RouteContext): Promise<Response> {
    const ids = tickets.redeem(context.req.param('ticket') ?? '', cookieOf(context.env.incoming, port));
    const { downloads } = files.prepare(ids ?? []);
    const [first] = downloads;
    if (first === undefined) return noTicket();
    const isOne = downloads.length === 1;
    const sizeBytes = isOne ? first.sizeBytes : Number(predictLength(downloads.map(zipEntry)));
    const { outgoing } = context.env;
    outgoing.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': contentDisposition(nameOf(downloads)),
      'content-security-policy': downloadPolicy,
      'content-length': sizeBytes,
    });
    await pipeline(Readable.from(isOne ? files.read(first.id) : zip(downloads)), outgoing).catch(() => undefined);
    return RESPONSE_ALREADY_SENT;
  }

  /** Each file is opened when its turn comes. */
  function zip(downloads: readonly Download[]): ReadableStream<Uint8Array> {
    return makeZip(
      downloads.map((file) => ({
        ...zipEntry(file),
        input: files.read(file.id) as AsyncIterable<Uint8Array<ArrayBuffer>>,
      })),
    );
  }

  return [
    { method: 'POST', path: '/Files/Downloads', access: 'data', maxBodyBytes: MAX_REQUEST_BYTES, serve: issue },
    { method: 'GET', path: '/Files/Downloads/:ticket', access: 'page', serve: download },
  ];
}

function zipEntry({ name, sizeBytes, receivedAtMs }: Download) {
  return { name, size: sizeBytes, lastModified: new Date(receivedAtMs) };
}

function nameOf(downloads: readonly Download[]): string {
  const [first] = downloads;
  return downloads.length === 1 && first !== undefined ? first.name : `${downloads.length} files.zip`;
}

function badRequest(): Response {
  const error = structuredError('validation_error', {
    message: `The body is not ids of 1 to ${MOST_FILES} files, or it does not come from a page.`,
    remediation: 'Choose fewer files; programs save files with "mailroom files save".',
  });
  return refuse(400, error);
}

function noTicket(): Response {
  const error = structuredError('usage_error', {
    message: 'This address was used already, or is too old.',
    remediation: 'Download the file again.',
  });
  return refuse(404, error);
}
