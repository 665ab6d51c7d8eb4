import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../main/engine/host.ts';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import { type MemoryIncomingFiles, memoryIncomingFiles } from '../helpers/memory-incoming-files.ts';
import { sampleId } from '../conformance/wire-router.ts';
import { startRig } from './browser-rig.ts';
import { incomingOnDisk } from './incoming-on-disk.ts';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

let origin: string;
let bearer: string;
let incoming: MemoryIncomingFiles;
let attached: unknown[];
let nowMs: number;

async function startOn(files: MemoryIncomingFiles): Promise<void> {
  incoming = files;
  attached = [];
  // A double: only what the route calls is there.
  const client = {
    compose: {
      read: ({ id }: { id: string }) => {
        if (id === sampleId) return Promise.resolve({});
        return Promise.reject(new MailroomError('message_not_found', { message: 'None.', remediation: 'Look.' }));
      },
      attach: async (input: { source: { incoming: string } }) => {
        attached.push(input);
        await incoming.take(input.source.incoming);
        return { kind: 'attached', composition: {} };
      },
    },
  } as unknown as ApiClient;
  const host = await startRig({ incoming, client });
  origin = host.origin;
  bearer = host.programToken;
}

async function call(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers = {},
): Promise<Answer> {
  const content = body === undefined ? {} : { body };
  const answer = await fetch(origin + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...headers },
    ...content,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const begin = (changes = {}, messageId: string = sampleId): Promise<Answer> =>
  call(
    'POST',
    `/Message/${messageId}/Attachments/UploadSession`,
    JSON.stringify({ fileName: 'plans.zip', size: 10, contentType: 'application/zip', ...changes }),
  );

async function beginId(): Promise<string> {
  return String((await begin()).body['sessionId']);
}

const put = (id: string, start: number, bytes: string, total = 10): Promise<Answer> => {
  const query = `start=${start}&end=${start + bytes.length - 1}&total=${total}`;
  return call('PUT', `/Attachments/UploadSession/${id}/Chunk?${query}`, bytes);
};

const status = (id: string): Promise<Answer> => call('GET', `/Attachments/UploadSession/${id}/Status`);

const kinds = [
  ['in memory', () => memoryIncomingFiles()],
  ['on disk', () => incomingOnDisk(() => nowMs)],
] as const;

describe.each(kinds)('chunked attachments over HTTP, kept %s', (_kind, open) => {
  beforeEach(async () => {
    nowMs = Date.now();
    await startOn(await open());
  });

  it('CU1: begins an upload for a message', async () => {
    const { status: code, body } = await begin();
    expect([code, body]).toEqual([
      201,
      { sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/), chunkSize: 3_932_160, size: 10, fileName: 'plans.zip' },
    ]);
  });

  it('CU2, CU3: takes chunks in order, tells how far it is, and attaches the whole file to its message', async () => {
    const id = await beginId();
    expect((await put(id, 0, 'abcdef')).body).toMatchObject({ nextByte: 6, complete: false });
    expect((await status(id)).body).toEqual({
      sessionId: id,
      nextByte: 6,
      size: 10,
      fileName: 'plans.zip',
      complete: false,
    });
    expect(attached).toEqual([]);
    expect((await put(id, 6, 'ghij')).body).toMatchObject({ nextByte: 10, complete: true });
    expect(incoming.bytesOf(id).toString()).toBe('abcdefghij');
    expect(attached).toEqual([{ id: sampleId, source: { incoming: id, asLink: false } }]);
    expect((await status(id)).body).toMatchObject({ complete: true });
    expect(attached.length).toBe(1);
  });

  it('leaves a file that was begun for no message to whoever attaches it', async () => {
    const body = JSON.stringify({ fileName: 'plans.zip', size: 3, contentType: '' });
    const id = String((await call('POST', '/Attachments/UploadSession', body)).body['sessionId']);
    expect((await put(id, 0, 'abc', 3)).body).toMatchObject({ complete: true });
    expect(attached).toEqual([]);
  });

  it('attaches a whole file once, however many ask at the same time', async () => {
    const id = await beginId();
    await incoming.write(id, 0, Buffer.from('abcdefghij'));
    const answers = await Promise.all([status(id), status(id), status(id)]);
    expect(answers.map(({ body }) => body['complete'])).toEqual([true, true, true]);
    expect(attached.length).toBe(1);
  });

  it('CU5: refuses a late, an early and a duplicate chunk with the byte that it expects', async () => {
    const id = await beginId();
    await put(id, 0, 'abcdef');
    for (const [start, bytes] of [
      [0, 'abcdef'],
      [3, 'XYZ'],
      [8, 'ij'],
    ] as const) {
      const { status: code, body } = await put(id, start, bytes);
      expect([code, body['nextByte']]).toEqual([409, 6]);
    }
    expect(incoming.bytesOf(id).toString()).toBe('abcdef');
  });

  it('takes a chunk of 4 MiB and refuses a larger one before it is read', async () => {
    const size = 2 ** 23;
    const { body } = await begin({ size });
    const path = `/Attachments/UploadSession/${String(body['sessionId'])}/Chunk`;
    const full = new Uint8Array(2 ** 22);
    expect((await call('PUT', `${path}?start=0&end=${2 ** 22 - 1}&total=${size}`, full)).status).toBe(200);
    const tooLarge = new Uint8Array(2 ** 22 + 1);
    const refused = await call('PUT', `${path}?start=${2 ** 22}&end=${2 ** 23}&total=${size}`, tooLarge);
    expect(refused).toMatchObject({ status: 413, body: { error: { error_code: 'source_too_large' } } });
  });

  it.each([
    ['a messageId that is none', () => begin({}, 'nonsense')],
    ['no file name', () => begin({ fileName: '' })],
    ['a size of 0', () => begin({ size: 0 })],
    ['a size that is no number', () => begin({ size: '10' })],
    ['a field that does not exist', () => begin({ path: '/etc/passwd' })],
    ['a body that is no JSON', () => call('POST', '/Attachments/UploadSession', '{')],
    ['a chunk without its range', async () => call('PUT', `/Attachments/UploadSession/${await beginId()}/Chunk`, 'a')],
    ['a chunk shorter than its range', async () => chunk(await beginId(), 'start=0&end=5&total=10', 'abc')],
    ['a chunk beyond the end', async () => chunk(await beginId(), 'start=8&end=10&total=10', 'abc')],
    ['another total', async () => chunk(await beginId(), 'start=0&end=2&total=11', 'abc')],
    ['a range of letters', async () => chunk(await beginId(), 'start=a&end=b&total=c', 'abc')],
    ['a negative range', async () => chunk(await beginId(), 'start=-3&end=-1&total=10', 'abc')],
  ])('CU8: answers 400 to %s', async (_what, ask) => {
    expect(await ask()).toMatchObject({ status: 400, body: { error: { error_code: 'validation_error' } } });
  });

  it('CU8: answers 401 without a token', async () => {
    const headers = { authorization: '' };
    expect((await call('POST', '/Attachments/UploadSession', '{}', headers)).status).toBe(401);
  });

  it('CU8: answers 404 for a message, and for an upload, that it does not know', async () => {
    const other = '01890a5d-ac96-774b-bcce-b302099a8058';
    expect(await begin({}, other)).toMatchObject({ status: 404, body: { error: { error_code: 'message_not_found' } } });
    const id = await beginId();
    incoming.forget(id);
    const gone = { status: 404, body: { error: { error_code: 'provider_upload_session_timeout' } } };
    expect([await put(id, 0, 'abc'), await status(id)]).toMatchObject([gone, gone]);
  });
});

describe('their end', () => {
  const unknown = { status: 404, body: { error: { error_code: 'provider_upload_session_timeout' } } };

  beforeEach(async () => {
    nowMs = Date.now();
    await startOn(await incomingOnDisk(() => nowMs));
  });

  it('CU4: knows an upload for 30 minutes after its last chunk, and no longer', async () => {
    const id = await beginId();
    nowMs += 1_799_000;
    expect((await put(id, 0, 'abc')).body).toMatchObject({ nextByte: 3 });
    nowMs += 1_799_000;
    expect((await status(id)).body).toMatchObject({ nextByte: 3, complete: false });
    nowMs += 1_000;
    expect([await put(id, 3, 'def'), await status(id)]).toMatchObject([unknown, unknown]);
  });

  it('CU6: answers late chunks and questions about an attached file, attaches it no more, and then forgets it', async () => {
    const id = await beginId();
    await put(id, 0, 'abcdefghij');
    expect(await put(id, 6, 'ghij')).toMatchObject({ status: 409, body: { nextByte: 10 } });
    expect((await status(id)).body).toMatchObject({ nextByte: 10, complete: true });
    expect(attached).toHaveLength(1);
    nowMs += 1_800_000;
    expect(await status(id)).toMatchObject(unknown);
  });
});

const chunk = (id: string, query: string, bytes: string): Promise<Answer> =>
  call('PUT', `/Attachments/UploadSession/${id}/Chunk?${query}`, bytes);
