import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { atLeast, atMost, type BenchResult, figure } from './bench-result.ts';

const SIZE_BYTES = 150_000_000;
const ROUNDS = 5;
const contenders = ['plain loop', 'engine', 'stream a chunk', 'Graph SDK', 'engine with 320 KiB chunks'] as const;
type Contender = (typeof contenders)[number];

interface Sample {
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly aboveIdleMb: number;
}

const clockAnswer = z.object({ tookMs: z.number() });
const childAnswer = z.object({ cpuMs: z.number(), aboveIdleMb: z.number() });

/** One file of 150 MB, chunk after chunk, to a server that drops it. All contenders take turns, round after round. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const file = join(folder, 'file.bin');
  writeFileSync(file, randomBytes(SIZE_BYTES));
  const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink-process.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const origin = await firstLine(sink.stdout);
    const samples = new Map<Contender, Sample[]>(contenders.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of contenders) {
        const dataDir = mkdtempSync(join(folder, 'data-'));
        samples.get(name)?.push(await upload(name, origin, file, dataDir));
        rmSync(dataDir, { recursive: true, force: true });
      }
    }
    return judge(samples);
  } finally {
    sink.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function upload(name: Contender, origin: string, file: string, dataDir: string): Promise<Sample> {
  const script = join(import.meta.dirname, 'upload-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, name, origin, file, dataDir]);
  const { tookMs } = clockAnswer.parse(await (await fetch(`${origin}/clock`)).json());
  return { tookMs, ...childAnswer.parse(JSON.parse(stdout)) };
}

function judge(samples: ReadonlyMap<Contender, readonly Sample[]>): BenchResult[] {
  const middle = (name: Contender, of: keyof Sample): number =>
    median(samples.get(name)?.map((sample) => sample[of]) ?? []);
  const rate = (name: Contender): number => SIZE_BYTES / 1e3 / middle(name, 'tookMs');
  const spread = (name: Contender): string => {
    const rates = (samples.get(name) ?? []).map((sample) => SIZE_BYTES / 1e3 / sample.tookMs);
    return `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  };
  return [
    ...contenders.map((name) => figure(`upload: ${name} (${spread(name)})`, rate(name), 'MB/s')),
    atLeast(0.75, 'upload: engine to a plain loop of PUTs', rate('engine') / rate('plain loop'), 'ratio'),
    atLeast(3.5, 'upload: engine to Graph SDK', rate('engine') / rate('Graph SDK'), 'ratio'),
    figure(
      'upload: CPU of engine to Graph SDK, start included',
      middle('engine', 'cpuMs') / middle('Graph SDK', 'cpuMs'),
      'ratio',
    ),
    atMost(60, 'upload: engine, memory above idle', middle('engine', 'aboveIdleMb'), 'MB'),
    figure('upload: Graph SDK, memory above idle', middle('Graph SDK', 'aboveIdleMb'), 'MB'),
    atMost(
      0.9,
      'upload: 320 KiB chunks to large ones (must be slower)',
      rate('engine with 320 KiB chunks') / rate('engine'),
      'ratio',
    ),
  ];
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the sink did not start');
}
