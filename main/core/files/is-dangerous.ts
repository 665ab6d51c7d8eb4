import { bidiControls } from './clean-name.ts';
import { dangerousExtensions, disguisedExtensions } from './dangerous-extensions.ts';
import { decodeHeaderRemains } from './decode-header-remains.ts';
import { exportName, type NamedFile } from './export-name.ts';
import { splitName } from './fit-name.ts';

/** Windows opens such a "file" as a part of itself. */
const shellClass = /\.\{[0-9a-f-]{36}\}$/i;

/**
 * Whether opening this file may run code, as far as names and first bytes tell, or its name pretends to be another one.
 * Such files are shown in their folder and never opened. It is a net and no proof: what is left over is still marked as
 * coming from outside.
 */
export function isDangerous(file: NamedFile): boolean {
  if (file.type === 'program') return true;
  const claimed = decodeHeaderRemains(file.name);
  if (bidiControls.test(claimed) || claimed.includes('\0')) return true;
  const name = exportName(file);
  if (shellClass.test(name)) return true;
  const last = splitName(name);
  const inner = splitName(last.stem);
  return isAmong(dangerousExtensions, last.extension) || isAmong(disguisedExtensions, inner.extension);
}

function isAmong(extensions: ReadonlySet<string>, extension: string): boolean {
  return extensions.has(extension.slice(1).toLowerCase());
}
