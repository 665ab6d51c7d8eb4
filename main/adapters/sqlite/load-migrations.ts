import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Migration {
  /** The version of the schema once it is applied. */
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Reads `NNNN-what-changes.sql` in order. A released file is never edited: its digest is kept in the databases it made. */
export function loadMigrations(folder: string = join(import.meta.dirname, 'migrations')): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => loadMigration(folder, name));
}

function loadMigration(folder: string, name: string): Migration {
  const number = Number(fileName.exec(name)?.[1]);
  if (!Number.isInteger(number)) throw new Error(`${name} is no migration: expected NNNN-what-changes.sql`);
  // A checkout on Windows may have changed the line ends; that alters no statement.
  const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
  return { number, name, text, sha256: createHash('sha256').update(text).digest('hex') };
}
