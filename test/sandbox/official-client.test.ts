import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { Client, FileUpload, HTTPMessageHandler, LargeFileUploadTask } from '@microsoft/microsoft-graph-client';
import { expect, test } from 'vitest';
import { aMessage, bearer, startTenant } from './sandbox-client.ts';

const uploadHost = 'https://upload.sandbox.example';

/** The client takes https addresses alone for absolute; what it asks of the upload host is brought to the loopback one. */
class LoopbackUploads implements Middleware {
  readonly #origin: string;
  readonly #fetch = new HTTPMessageHandler();
  constructor(origin: string) {
    this.#origin = origin;
  }
  async execute(context: Context): Promise<void> {
    const request = String(context.request).replace(uploadHost, this.#origin);
    await this.#fetch.execute(Object.assign(context, { request }));
  }
}

test("Microsoft's own client uploads and sends through it", async () => {
  const tenant = await startTenant({ uploadOrigin: uploadHost });
  const client = Client.initWithMiddleware({
    baseUrl: tenant.sandbox.origin,
    defaultVersion: 'v1.0',
    middleware: new LoopbackUploads(tenant.sandbox.origin),
  });
  const headers = { Authorization: `Bearer ${bearer}` };
  const { id } = (await client.api('/me/messages').headers(headers).post(aMessage)) as { id: string };
  const bytes = Buffer.alloc(7_000_000, 'z');
  const session = await LargeFileUploadTask.createUploadSession(
    client,
    `/me/messages/${id}/attachments/createUploadSession`,
    { AttachmentItem: { attachmentType: 'file', name: 'z.bin', size: bytes.length } },
    headers,
  );
  const file = new FileUpload(new Uint8Array(bytes).buffer, 'z.bin', bytes.length);
  const task = new LargeFileUploadTask(client, file, session, { rangeSize: 3_932_160 });
  const result = await task.upload();
  expect(result.location).toMatch(/\/Attachments\('[^']+'\)$/);
  await client.api(`/me/messages/${id}/send`).headers(headers).post({});
  tenant.advance(500);
  expect((await tenant.truth()).delivered).toMatchObject([{ attachments: [{ name: 'z.bin', sizeBytes: 7_000_000 }] }]);
  expect(await tenant.violations()).toEqual([]);
});
