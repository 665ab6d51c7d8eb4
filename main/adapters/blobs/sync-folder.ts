import { open } from 'node:fs/promises';

/** Makes new and renamed names in a folder survive a power cut. Windows offers no such call and orders them itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
