import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patiently } from './test/helpers/patiently.ts';

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
    // Ends what hangs. No test is about time: on a machine with other work each may take many times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: patiently },
    globalSetup: ['test/helpers/migrated-database.ts'],
    pool: 'forks',
    // On two processors: many tests wait for processes, connections and clocks.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Hundreds of programs are started; each is compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.build', 'compile-cache') },
  },
});
