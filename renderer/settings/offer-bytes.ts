import type { Bytes } from '../../contract/procedure.ts';

/** Long enough for the slowest dialog to have read them. */
const keptMs = 60_000;

/** Lets a person save bytes: a browser downloads them, the desktop asks where to. */
export async function offerBytes(bytes: Bytes, fileName: string, type = 'application/zip'): Promise<void> {
  const blob = new Blob([await bytes.arrayBuffer()], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
