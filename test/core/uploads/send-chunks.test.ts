import { describe, expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import type { ChunkAnswer } from '../../../main/core/ports/mail-service.ts';
import type { Reply } from '../../../main/core/ports/reply.ts';
import { sendChunks, type Transfer } from '../../../main/core/uploads/send-chunks.ts';
import { leapingClock } from '../../helpers/leaping-clock.ts';
import { answering, failing, lost, paced, refused } from '../../helpers/sample-faults.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const file = Uint8Array.from({ length: 25 }, (_, index) => index);

const at = (nextOffset: number): Reply<ChunkAnswer> => answering({ kind: 'continue', nextOffset });
const complete: Reply<ChunkAnswer> = answering({ kind: 'complete', attachmentId: 'att' });
const offset = (nextOffset: number) => answering({ nextOffset });

interface Script {
  readonly puts: readonly Reply<ChunkAnswer>[];
  readonly offsets?: readonly Reply<{ nextOffset: number }>[];
  readonly from?: number;
  readonly resumed?: boolean;
  readonly confirm?: (offset: number) => boolean;
}

/** Answers in the order of the script; the transcript says what the server saw and what was journalled. */
async function run(script: Script) {
  const transcript: string[] = [];
  const puts = [...script.puts];
  const offsets = [...(script.offsets ?? [])];
  const clock = leapingClock();
  const stop = cancelSource();
  const transfer: Transfer = {
    sizeBytes: file.length,
    chunkBytes: 10,
    confirmedOffset: script.from ?? 0,
    resumed: script.resumed ?? false,
    read(target, from) {
      target.set(file.subarray(from, from + target.length));
      return Promise.resolve(Math.min(target.length, file.length - from));
    },
    put(bytes, from) {
      expect([...bytes]).toEqual([...file.subarray(from, from + bytes.length)]);
      transcript.push(`put ${String(from)}-${String(from + bytes.length - 1)}`);
      const reply = puts.shift();
      if (reply === undefined) throw new Error(`unexpected put after ${transcript.join(', ')}`);
      return Promise.resolve(reply);
    },
    readOffset() {
      transcript.push('ask');
      const reply = offsets.shift();
      if (reply === undefined) throw new Error(`unexpected question after ${transcript.join(', ')}`);
      return Promise.resolve(reply);
    },
    confirm(confirmed) {
      transcript.push(`confirm ${String(confirmed)}`);
      return script.confirm?.(confirmed) ?? true;
    },
  };
  const deps = { clock, random: seededRandom(1), retryBaseMs: 1_000, signal: stop.signal };
  const result = await sendChunks(transfer, deps);
  expect([puts, offsets]).toEqual([[], []]);
  return { result, transcript, sleptMs: clock.sleptMs };
}

describe('sendChunks', () => {
  it('US1: sends a file chunk after chunk and journals each confirmed offset', async () => {
    const { result, transcript } = await run({ puts: [at(10), at(20), complete] });
    expect(result).toEqual({ kind: 'complete', attachmentId: 'att' });
    expect(transcript).toEqual(['put 0-9', 'confirm 10', 'put 10-19', 'confirm 20', 'put 20-24']);
  });

  it('US4: asks first when it resumes, and goes on from the server’s offset', async () => {
    const { transcript } = await run({ from: 10, resumed: true, offsets: [offset(20)], puts: [complete] });
    expect(transcript).toEqual(['ask', 'confirm 20', 'put 20-24']);
  });

  it('US4: goes back when the server has less than it confirmed before', async () => {
    const { transcript } = await run({
      from: 20,
      resumed: true,
      offsets: [offset(5)],
      puts: [at(15), complete],
    });
    expect(transcript).toEqual(['ask', 'confirm 5', 'put 5-14', 'confirm 15', 'put 15-24']);
  });

  it('resumes from our own offset where the server does not answer that question', async () => {
    const { transcript } = await run({
      from: 10,
      resumed: true,
      offsets: [failing(refused(404))],
      puts: [at(20), complete],
    });
    expect(transcript).toEqual(['ask', 'confirm 10', 'put 10-19', 'confirm 20', 'put 20-24']);
  });

  it('sends no byte twice when an answer was lost but its chunk was stored', async () => {
    const { transcript } = await run({ puts: [at(10), failing(lost), complete], offsets: [offset(20)] });
    expect(transcript).toEqual(['put 0-9', 'confirm 10', 'put 10-19', 'ask', 'confirm 20', 'put 20-24']);
  });

  it('sends a lost chunk once more when it was not stored', async () => {
    const { transcript } = await run({ puts: [failing(lost), at(10), at(20), complete], offsets: [offset(0)] });
    expect(transcript.filter((line) => line === 'put 0-9')).toHaveLength(2);
  });

  it('US3: backs off longer after each failure of a chunk, with jitter under a doubling ceiling', async () => {
    const { result, sleptMs } = await run({
      puts: [failing(refused(500)), failing(refused(502)), failing(lost), failing(refused(504))],
      offsets: [offset(0), offset(0), offset(0)],
    });
    expect(result).toMatchObject({ kind: 'giveUp', fault: { status: 504 } });
    expect(sleptMs).toHaveLength(3);
    for (const [index, slept] of sleptMs.entries()) expect(slept).toBeLessThanOrEqual(1_000 * 2 ** (index + 1));
  });

  it('US3: forgives failures as soon as the server confirms more', async () => {
    const fail = failing(refused(500));
    const { result } = await run({
      puts: [fail, fail, fail, at(10), fail, fail, fail, complete],
      offsets: [offset(0), offset(0), offset(0), offset(10), offset(10), offset(10)],
    });
    expect(result.kind).toBe('complete');
  });

  it('US3: waits as long as a 503 says', async () => {
    const { sleptMs } = await run({
      puts: [failing(refused(503, { retryAfterMs: 7_000 })), at(10), at(20), complete],
      offsets: [offset(0)],
    });
    expect(sleptMs).toEqual([7_000]);
  });

  it.each([paced, refused(429, { retryAfterMs: 60_000 })])(
    'hands $kind to the queue instead of sleeping',
    async (fault) => {
      const { result, sleptMs } = await run({ puts: [at(10), failing(fault)] });
      expect(result).toEqual({ kind: 'wait', fault });
      expect(sleptMs).toEqual([]);
    },
  );

  it('asks again, at most three times, when the question itself fails', async () => {
    const fail = failing(refused(503));
    const { result, transcript } = await run({ resumed: true, puts: [], offsets: [fail, fail, fail, fail] });
    expect(result.kind).toBe('giveUp');
    expect(transcript).toEqual(['ask', 'ask', 'ask', 'ask']);
  });

  it('after an overlap lets the server say where it stands', async () => {
    const { transcript } = await run({ puts: [failing(refused(416)), at(20), complete], offsets: [offset(10)] });
    expect(transcript).toEqual(['put 0-9', 'ask', 'confirm 10', 'put 10-19', 'confirm 20', 'put 20-24']);
  });

  it('after an overlap tries the byte behind it, unjournalled, where the server does not say', async () => {
    const { transcript } = await run({
      puts: [failing(refused(416)), at(20), complete],
      offsets: [failing(refused(405))],
    });
    expect(transcript).toEqual(['put 0-9', 'ask', 'put 10-19', 'confirm 20', 'put 20-24']);
  });

  it('gives the session up when the byte behind an overlap is refused too', async () => {
    const overlap = failing(refused(416));
    const silent = failing(refused(405));
    const { result } = await run({ puts: [overlap, overlap], offsets: [silent, silent] });
    expect(result.kind).toBe('sessionGone');
  });

  it('gives the session up after an overlap of the last chunk, which may be attached already', async () => {
    const { result } = await run({
      from: 20,
      resumed: true,
      puts: [failing(refused(416))],
      offsets: [offset(20), failing(refused(404))],
    });
    expect(result.kind).toBe('sessionGone');
  });

  it('gives up on a server that takes chunks and confirms none', async () => {
    const { result } = await run({ puts: [at(0), at(0), at(0), at(0)] });
    expect(result).toEqual({ kind: 'giveUp', fault: null });
  });

  it('stops before the next chunk when the message was paused or cancelled meanwhile', async () => {
    const { result, transcript } = await run({ puts: [at(10)], confirm: () => false });
    expect(result).toEqual({ kind: 'stopped' });
    expect(transcript).toEqual(['put 0-9', 'confirm 10']);
  });
});
