import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An empty database of the newest schema, closed. */
    readonly migratedDatabase: string;
  }
}

const name = 'mailroom.db';

const folder = join(tmpdir(), `mailroom-migrated-${String(process.pid)}`);

/** Before all tests: thousands of them begin with an empty database, and each would go through every migration. */
export function setup(project: TestProject): void {
  openDatabase(folder, 0).connection.close();
  project.provide('migratedDatabase', join(folder, name));
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives a data folder that has no database yet an empty one. */
export function placeMigratedDatabase(dataDir: string): void {
  const file = join(dataDir, name);
  if (existsSync(file)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(inject('migratedDatabase'), file);
}
