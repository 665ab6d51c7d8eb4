import { randomUUID } from 'node:crypto';
import type { Governor } from '../../core/pacing/governor.ts';
import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply, ServiceFault } from '../../core/ports/reply.ts';
import type { Clock } from '../../core/ports/time.ts';
import { type PartAnswer, readParts, writePart } from './batch-parts.ts';
import { collectTogether } from './collect-together.ts';
import type { GraphClient, GraphRequest } from './graph-client.ts';
import { readResult } from './read-result.ts';
import type { RequestMeter } from './request-meter.ts';

/** The service takes no more parts in one batch. */
const MOST_PARTS = 20;
/** Below this the mailbox may not have as many requests under way as the service makes of a batch. */
const NEEDED_CONCURRENCY = 4;
/** Files travel alone: a batch is one request of at most 4 MB. */
const MAX_PART_BYTES = 100_000;

export interface BatchingParts {
  readonly client: GraphClient;
  readonly governor: Governor;
  readonly clock: Clock;
  readonly meter?: RequestMeter;
  /** A batch sends no more messages than this, so that it never waits for a whole budget. */
  readonly sendsAtOnce: number;
}

interface Waiting {
  readonly call: CallContext;
  readonly request: GraphRequest<unknown>;
  readonly clientRequestId: string;
  readonly settle: (reply: Reply<unknown>) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Lets calls that may wait for one another travel as one `$batch`. Each gets the reply that it would have got alone, and
 * everything above it stays as it is: who asks has written down beforehand what it asks for, and learns about exactly
 * its own part. docs/specs/mail-merge.md says what that proves.
 */
export function batchingClient(parts: BatchingParts): GraphClient {
  const { client, governor } = parts;
  /** Mailboxes whose service has answered a batch in this process. Nothing is sent in one before. */
  const known = new Map<string, 'answers' | 'refuses'>();

  const collect = collectTogether<Waiting>({
    most: ({ request }) => (isSend(request) ? Math.min(MOST_PARTS, parts.sendsAtOnce) : MOST_PARTS),
    keyOf: ({ call, request }) => `${isSend(request) ? 'send' : 'other'} ${call.account}`,
    onFull: (group) => void travel(group),
  });

  function mayTravel(call: CallContext, request: GraphRequest<unknown>): boolean {
    if (call.mayBatch !== true || request.absolute === true || request.anonymous === true) return false;
    // The parts of a batch name their mailbox themselves, and they are all of one.
    if (client.delegateOf(call.account) !== null) return false;
    if (request.bytes !== undefined || governor.concurrency(call.account) < NEEDED_CONCURRENCY) return false;
    const state = known.get(call.account);
    if (state === 'refuses' || (isSend(request) && state !== 'answers')) return false;
    return request.json === undefined || JSON.stringify(request.json).length <= MAX_PART_BYTES;
  }

  async function travel(group: readonly Waiting[]): Promise<void> {
    try {
      const [only, ...others] = group;
      if (only !== undefined && others.length === 0) return await alone(only);
      await together(group);
    } catch (error) {
      // What a request alone would have thrown, as when the pace could not be written down. Nothing was asked then.
      for (const { fail } of group) fail(error);
    }
  }

  async function alone({ call, request, settle }: Waiting): Promise<void> {
    settle(await client.request(call, request));
  }

  async function together(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const sends = group.filter(({ request }) => isSend(request)).length;
    const timeouts = group.flatMap(({ request }) => request.timeoutMs ?? []);
    const stop = whenAllAborted(group);
    const reply = await client.request<ReadonlyMap<string, PartAnswer>>(
      { ...first.call, signal: stop.signal },
      {
        method: 'POST',
        path: '/$batch',
        json: { requests: group.map((one, index) => writePart(String(index), one.request, one.clientRequestId)) },
        parts: group.length,
        messages: sends,
        freshConnection: sends > 0,
        ...(timeouts.length === 0 ? {} : { timeoutMs: Math.min(...timeouts) }),
        read: ({ json }) => readParts(json),
      },
    );
    stop.end();
    if (!reply.ok) return concludeWhole(group, reply.fault, sends > 0);
    known.set(first.call.account, 'answers');
    await Promise.all(group.map((one, index) => conclude(one, reply.value.get(String(index)), reply.requestId)));
  }

  /** The batch itself was not answered with its parts: what that proves of each of them. */
  async function concludeWhole(group: readonly Waiting[], fault: ServiceFault, sends: boolean): Promise<void> {
    if (fault.kind !== 'refused' || fault.status === 401 || fault.status === 429 || fault.status >= 500) {
      for (const { settle, clientRequestId } of group)
        settle(refuse('clientRequestId' in fault ? { ...fault, clientRequestId } : fault));
      return;
    }
    // It does not understand batches, or not this one. A refusal of one part looks different; so for what sends,
    // nothing is known, and for the rest asking again one by one does no harm.
    const [first] = group;
    if (first !== undefined && known.get(first.call.account) === undefined) known.set(first.call.account, 'refuses');
    const detail = `the batch was refused with ${String(fault.status)}`;
    if (!sends) return void (await Promise.all(group.map(alone)));
    for (const { settle, clientRequestId } of group) settle(refuse({ kind: 'lost', detail, clientRequestId }));
  }

  async function conclude(one: Waiting, answer: PartAnswer | undefined, requestId: string | null): Promise<void> {
    const { call, request, clientRequestId, settle } = one;
    // A token that ended meanwhile: refused before anything was done, and a request alone knows how to get another.
    if (answer?.status === 401) return alone(one);
    const told = parts.meter?.begin(call, request.purpose ?? 'other');
    const reply =
      answer === undefined
        ? refuse({ kind: 'lost', detail: 'the batch has no answer to this part', clientRequestId })
        : readResult<unknown>(
            parts,
            call,
            { kind: 'answer', ...answer, headers: withRequestId(answer.headers, requestId) },
            clientRequestId,
            (given) => request.read(given),
          );
    told?.(reply);
    settle(reply);
  }

  return {
    ...client,
    request<T>(call: CallContext, request: GraphRequest<T>): Promise<Reply<T>> {
      if (!mayTravel(call, request)) return client.request(call, request);
      const { promise, resolve, reject } = Promise.withResolvers<Reply<T>>();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what settles it was read by this request's own `read`
      const settle = (reply: Reply<unknown>): void => resolve(reply as Reply<T>);
      collect({ call, request, clientRequestId: randomUUID(), settle, fail: reject });
      return promise;
    },
  };
}

function isSend({ messages = 0 }: GraphRequest<unknown>): boolean {
  return messages > 0;
}

/** One message that is stopped must not take the others' answers away. */
function whenAllAborted(group: readonly Waiting[]): { readonly signal: AbortSignal; end(): void } {
  const stop = new AbortController();
  const look = (): void => {
    if (group.every(({ call }) => call.signal.aborted)) stop.abort();
  };
  for (const { call } of group) call.signal.addEventListener('abort', look, { once: true });
  look();
  return {
    signal: stop.signal,
    end() {
      for (const { call } of group) call.signal.removeEventListener('abort', look);
    },
  };
}

function withRequestId(headers: ReadonlyMap<string, string>, requestId: string | null): ReadonlyMap<string, string> {
  return requestId === null || headers.has('request-id') ? headers : new Map([...headers, ['request-id', requestId]]);
}

function refuse(fault: ServiceFault): Reply<never> {
  return { ok: false, fault };
}
