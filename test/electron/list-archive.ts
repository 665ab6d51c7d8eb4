import { closeSync, openSync, readSync } from 'node:fs';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
}

/** The names in an asar archive, and which of them lie beside it. Its header is JSON behind four lengths. */
export function listArchive(archive: string): { readonly path: string; readonly unpacked: boolean }[] {
  const file = openSync(archive, 'r');
  try {
    const lengths = Buffer.alloc(16);
    readSync(file, lengths);
    const header = Buffer.alloc(lengths.readUInt32LE(12));
    readSync(file, header, { position: lengths.length });
    return list(JSON.parse(header.toString('utf8')) as Entry, '');
  } finally {
    closeSync(file);
  }
}

function list({ files, unpacked }: Entry, path: string): { path: string; unpacked: boolean }[] {
  if (files === undefined) return [{ path, unpacked: unpacked === true }];
  return Object.entries(files).flatMap(([name, entry]) => list(entry, path === '' ? name : `${path}/${name}`));
}
