import { expect, test } from 'vitest';
import { buildWindows } from './build-windows.ts';

test('the script of the first screen is at most 350 kB, gzipped, and neither the editor nor Files nor Jobs are part of it', async () => {
  const { startUpGzipBytes, chunks } = await buildWindows(null);
  expect(chunks.length).toBeGreaterThan(0);
  expect(chunks.filter((name) => /WritePage|FilesPage|JobsPage/.test(name))).toEqual([]);
  expect(startUpGzipBytes).toBeGreaterThan(50_000);
  expect(startUpGzipBytes).toBeLessThanOrEqual(350_000);
});
