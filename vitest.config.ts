import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const takesLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/test/faults/');

/** Those that take a minute begin first, or the last of them would go on alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => Number(takesLong(b)) - Number(takesLong(a)));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/soak/**', 'test/e2e/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // On two processors: many tests wait for processes, connections and clocks.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Hundreds of programs are started; each is compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.build', 'compile-cache') },
  },
});
