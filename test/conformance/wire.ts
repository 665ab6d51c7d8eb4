import { isDefinedError, ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileId } from '../../contract/files.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ApiClient, ApiRouter } from '../../main/engine/host.ts';
import { sampleRow } from '../cli/sample-row.ts';
import { sampleAccount, sampleId, UNFORESEEN, wireRouter, type WireRouter } from './wire-router.ts';
import { patiently } from '../helpers/patiently.ts';

/** A window's client at one end, an engine's router at the other, and a real wire between. */
export interface OpenedWire {
  readonly client: ApiClient;
  /** Everything that came from the engine's side so far, as text. */
  received(): string;
  /** Breaks the connection as a crash would. */
  cut(): void;
  close(): Promise<void>;
}

/** What every transport between a window and its engine must do alike (issue 3, item 1). */
export function describeWire(name: string, open: (router: ApiRouter) => Promise<OpenedWire>): void {
  describe(`the contract over ${name}`, () => {
    let far: WireRouter;
    let wire: OpenedWire;
    beforeEach(async () => {
      far = wireRouter();
      wire = await open(far.router);
    });
    afterEach(() => wire.close());

    it('answers a call', async () => {
      expect(await wire.client.accounts.list({})).toEqual([sampleAccount]);
    });

    it('gives each of many calls at once its own answer', async () => {
      const texts = Array.from({ length: 200 }, (_, index) => `call ${index}`);
      const answers = await Promise.all(texts.map((text) => wire.client.compose.readRecipients({ text })));
      expect(answers.map((tokens) => tokens[0]?.text)).toEqual(texts);
    });

    it('SM4: carries a refusal as the structured error of the contract', async () => {
      const error = await failureOf(wire.client.outbox.show({ id: sampleId }));
      expect(isDefinedError(error)).toBe(true);
      expect(error).toMatchObject({
        code: 'FAULT',
        data: { error: { error_code: 'message_not_found', field: 'id', retriable: false } },
      });
    });

    it('tells nothing of an error that nobody foresaw', async () => {
      const error = await failureOf(wire.client.outbox.pause({ id: sampleId }));
      expect(error).toMatchObject({ code: 'FAULT', data: { error: { error_code: 'internal_error' } } });
      expect(wire.received()).not.toContain(UNFORESEEN);
    });

    it('S1: serves a window, which names no folder and gets no path', async () => {
      const id = fileId.parse('7');
      const { files } = wire.client;
      const refused = { code: 'FAULT', data: { error: { error_code: 'usage_error' } } };
      expect(await failureOf(files.lend({ ids: [id], purpose: 'open' }))).toMatchObject(refused);
      expect(await failureOf(files.grantFolder({ folder: '/home' }))).toMatchObject(refused);
      const saving = await files.save({ ids: [id], folder: '/home', pattern: null }).catch((error: unknown) => error);
      expect(saving).toMatchObject({ code: 'FAULT', data: { error: { error_code: 'folder_unusable' } } });
    });

    it('refuses input that the contract does not allow before any handler runs', async () => {
      // What the types would not let through, as a broken client sends it.
      const malformed = { id: 'not an id' } as unknown as { id: typeof sampleId };
      const error = await failureOf(wire.client.outbox.pause(malformed));
      expect(error).toBeInstanceOf(ORPCError);
      expect(error).toMatchObject({ code: 'BAD_REQUEST' });
      expect(wire.received()).not.toContain('internal_error');
    });

    it('streams changes in order as they come', async () => {
      const stream = await wire.client.outbox.watchAll({});
      await vi.waitFor(() => expect(far.seen.openStreams).toBe(1), patiently);
      const first = stream.next();
      far.push(rowOf('one'));
      expect((await first).value).toMatchObject({ subject: 'one' });
      far.push(rowOf('two'));
      far.push(rowOf('three'));
      expect((await stream.next()).value).toMatchObject({ subject: 'two' });
      expect((await stream.next()).value).toMatchObject({ subject: 'three' });
      await stream.return?.();
    });

    it('ends a stream that fails with the structured error', async () => {
      const stream = await wire.client.outbox.watch({ id: sampleId });
      const error = await failureOf(stream.next());
      expect(error).toMatchObject({ code: 'FAULT', data: { error: { error_code: 'message_not_found' } } });
    });

    it('ends a stream in the engine when its reader leaves', async () => {
      const stream = await wire.client.outbox.watchAll({});
      const waiting = failureOf(stream.next());
      await vi.waitFor(() => expect(far.seen.openStreams).toBe(1), patiently);
      await stream.return?.();
      await vi.waitFor(() => expect(far.seen).toMatchObject({ openStreams: 0, endedStreams: 1 }), patiently);
      await waiting;
    });

    it('ends a stream in the engine when its signal aborts', async () => {
      const leaving = new AbortController();
      const stream = await wire.client.outbox.watchAll({}, { signal: leaving.signal });
      const waiting = failureOf(stream.next());
      await vi.waitFor(() => expect(far.seen.openStreams).toBe(1), patiently);
      leaving.abort();
      await vi.waitFor(() => expect(far.seen).toMatchObject({ openStreams: 0, endedStreams: 1 }), patiently);
      expect(await waiting).toBeInstanceOf(Error);
    });

    it('brings a cancellation to the handler', async () => {
      const leaving = new AbortController();
      const running = failureOf(wire.client.engine.runUntilIdle({}, { signal: leaving.signal }));
      await vi.waitFor(() => expect(far.seen.calls).toEqual(['engine.runUntilIdle']), patiently);
      leaving.abort();
      expect(await running).toMatchObject({ name: 'AbortError' });
      await vi.waitFor(() => expect(far.seen.cancelledCalls).toBe(1), patiently);
    });

    it('carries a message of 1 MB there and back', async () => {
      const html = '<p>ä</p>'.repeat(125_000);
      const text = { to: [], cc: [], bcc: [], subject: '', html, importance: 'normal' as const };
      const saved = await wire.client.compose.save({ id: sampleId, revision: 1, text });
      expect([saved.revision, saved.text.html === html]).toEqual([2, true]);
    });

    it('ends streams and calls at both ends when the connection is cut', async () => {
      const stream = await wire.client.outbox.watchAll({});
      const reading = failureOf(stream.next());
      const running = failureOf(wire.client.engine.runUntilIdle({}));
      await vi.waitFor(() => expect(far.seen.calls).toContain('engine.runUntilIdle'), patiently);
      wire.cut();
      expect([await reading, await running]).toEqual([expect.any(Error), expect.any(Error)]);
      await vi.waitFor(() => expect(far.seen).toMatchObject({ openStreams: 0, cancelledCalls: 1 }), patiently);
    });
  });
}

function rowOf(subject: string): OutboxRow {
  return sampleRow({ subject, heldUntil: null });
}

/** What the promise rejected with; undefined when it did not. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error;
  }
}
