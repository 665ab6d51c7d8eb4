import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResult, HttpTransport } from '../../main/adapters/graph/http-transport.ts';
import type { OutboxAttachment, OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import { meterConfirmations, meterRequests } from '../../main/engine/health-meters.ts';
import { meterUploads } from '../../main/engine/health-upload-meter.ts';
import { leapingClock } from '../helpers/leaping-clock.ts';
import { sampleFile, sampleId, sampleRecord } from '../helpers/sample-outbox.ts';

const request: HttpRequest = {
  method: 'GET',
  url: 'http://127.0.0.1:9/',
  headers: {},
  body: null,
  timeoutMs: 1,
  signal: new AbortController().signal,
  freshConnection: false,
};

function answer(status: number, headers: readonly (readonly [string, string])[] = []): HttpResult {
  return { kind: 'answer', status, headers: new Map(headers), body: '' };
}

/** Answers with these, one after the other. */
function answering(...results: HttpResult[]): HttpTransport {
  const next = (): Promise<HttpResult> => Promise.resolve(results.shift() ?? answer(200));
  return { send: next, stream: next, close: () => Promise.resolve() };
}

function watchedStore() {
  const listeners: ((record: OutboxRecord) => void)[] = [];
  return {
    onChange(listener: (record: OutboxRecord) => void) {
      listeners.push(listener);
      return () => undefined;
    },
    tell: (record: OutboxRecord) => listeners.forEach((listener) => listener(record)),
  };
}

describe('the share of failed requests', () => {
  it.each([
    [answer(200), { failed: 0, total: 1 }],
    [answer(404), { failed: 0, total: 1 }],
    [answer(500), { failed: 1, total: 1 }],
    [answer(503), { failed: 1, total: 1 }],
    [{ kind: 'lost', detail: 'ECONNRESET' } as const, { failed: 1, total: 1 }],
    [answer(429), { failed: 0, total: 0 }],
    [answer(503, [['retry-after', '5']]), { failed: 0, total: 0 }],
    [{ kind: 'neverSent', detail: 'ECONNREFUSED' } as const, { failed: 0, total: 0 }],
  ])('O1: counts what the service failed at, and nothing else (%#)', async (result, counts) => {
    const meter = meterRequests(answering(result), leapingClock());
    await meter.transport.send(request);
    expect(meter.recent()).toEqual(counts);
  });

  it('O1: is of the last five minutes, and counts nothing that was called off', async () => {
    const clock = leapingClock();
    const meter = meterRequests(answering(answer(500), answer(500)), clock);
    await meter.transport.send(request);
    clock.advance(6 * 60_000);
    expect(meter.recent()).toEqual({ failed: 0, total: 0 });
    await meter.transport.send({ ...request, signal: AbortSignal.abort() });
    await meter.transport.stream(request, () => Promise.resolve());
    expect(meter.recent()).toEqual({ failed: 0, total: 1 });
  });
});

describe('the time until Sent Items', () => {
  it('O1: is that of 95 of 100 messages, from the request to send until each was seen', () => {
    const clock = leapingClock();
    const store = watchedStore();
    const meter = meterConfirmations(store, clock);
    expect(meter.recent()).toBeNull();
    for (let n = 1; n <= 20; n += 1) {
      const message = { id: sampleId(n), sendTriedAtMs: clock.nowMs() };
      store.tell(sampleRecord({ ...message, step: 'sending' }));
      store.tell(sampleRecord({ ...message, step: 'accepted' }));
      clock.advance(n * 1_000);
      store.tell(sampleRecord({ ...message, step: 'sent' }));
      store.tell(sampleRecord({ ...message, step: 'sent' }));
    }
    expect(meter.recent()).toEqual({ p95Ms: 19_000, messages: 20 });
    clock.advance(16 * 60_000);
    expect(meter.recent()).toBeNull();
  });

  it('counts no message that did not leave', () => {
    const clock = leapingClock();
    const store = watchedStore();
    const meter = meterConfirmations(store, clock);
    store.tell(sampleRecord({ step: 'unknown', sendTriedAtMs: clock.nowMs() }));
    store.tell(sampleRecord({ step: 'drafted', sendTriedAtMs: null }));
    store.tell(sampleRecord({ step: 'sent', sendTriedAtMs: null }));
    expect(meter.recent()).toBeNull();
  });
});

describe('the speed of uploading', () => {
  it('O1: is what the server confirmed, nothing while nothing moves, and 0 while it should and does not', () => {
    const { clock, meter, confirm } = watched();
    expect(meter.megabytesPerSecond()).toBeNull();
    confirm({ confirmedBytes: 0 });
    clock.advance(2_000);
    confirm({ confirmedBytes: 8_000_000 });
    expect(meter.megabytesPerSecond()).toBe(4);
    clock.advance(30_000);
    expect(meter.megabytesPerSecond()).toBe(0);
    confirm({ confirmedBytes: 90_000_000, step: 'done' });
    clock.advance(30_000);
    expect(meter.megabytesPerSecond()).toBeNull();
  });

  it('is null for what waits for pace or a person, and for what goes in one request', () => {
    const { clock, meter, confirm } = watched();
    confirm({}, { wait: { because: 'uploadBytes', untilMs: clock.nowMs() + 60_000, count: 1 } });
    expect(meter.megabytesPerSecond()).toBeNull();
    confirm({}, { pausedAtMs: clock.nowMs() });
    confirm({ mode: 'small' });
    expect(meter.megabytesPerSecond()).toBeNull();
  });

  it('counts no session that starts again', () => {
    const { clock, meter, confirm } = watched();
    confirm({ confirmedBytes: 40_000_000 });
    clock.advance(1_000);
    confirm({ confirmedBytes: 0 });
    expect(meter.megabytesPerSecond()).toBe(0);
  });
});

function watched() {
  const clock = leapingClock();
  const store = watchedStore();
  const meter = meterUploads(store, clock);
  const confirm = (more: Partial<OutboxAttachment>, record: Partial<OutboxRecord> = {}): void => {
    const file = sampleFile({ mode: 'session', step: 'open', sizeBytes: 90_000_000, ...more });
    store.tell(sampleRecord({ ...record, attachments: [file] }));
  };
  return { clock, meter, confirm };
}
