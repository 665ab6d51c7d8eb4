import { expect, it } from 'vitest';
import { fileId } from '../../../contract/files.ts';
import { readFileBytes } from '../../../renderer/preview/read-file-bytes.ts';

const id = fileId.parse('7');
const { signal } = new AbortController();
type Read = Parameters<typeof readFileBytes>[0];

/** A file as the engine reads it, and which parts of it were asked for. */
function engineWith(file: Buffer): { read: Read; asked: [number, number][] } {
  const asked: [number, number][] = [];
  const read: Read = ({ startByte, maxBytes }) => {
    asked.push([startByte, maxBytes]);
    const bytes = new Blob([new Uint8Array(file.subarray(startByte, startByte + maxBytes))]);
    return Promise.resolve({ bytes, totalBytes: file.length });
  };
  return { read, asked };
}

const readTooMuch: Read = () => Promise.resolve({ bytes: new Blob(['abcdef']), totalBytes: 6 });

it('I4: reads a file in parts of at most 4 MiB, and tells how far it is', async () => {
  const file = Buffer.alloc(9_000_000, 'mailroom');
  const { read, asked } = engineWith(file);
  const told: number[] = [];
  const bytes = await readFileBytes(read, { id, totalBytes: file.length, signal, onPart: (at) => told.push(at) });
  expect(Buffer.from(bytes).equals(file)).toBe(true);
  expect(asked).toEqual([
    [0, 4_194_304],
    [4_194_304, 4_194_304],
    [8_388_608, 611_392],
  ]);
  expect(told).toEqual([4_194_304, 8_388_608, 9_000_000]);
});

it('I4: a file that is shorter or longer than its row says is not shown', async () => {
  const { read } = engineWith(Buffer.from('abc'));
  await expect(readFileBytes(read, { id, totalBytes: 5, signal })).rejects.toThrow('another size');
  await expect(readFileBytes(readTooMuch, { id, totalBytes: 5, signal })).rejects.toThrow('another size');
});
