import type { HandedFiles } from '../../contract/desktop.ts';

const waiting = new Map<string, HandedFiles>();

/** Leaves files with a message that was begun for them, until the screen that attaches them is there. */
export function leaveFilesWith(id: string, files: HandedFiles): void {
  waiting.set(id, files);
}

/** What was left with a message, once. */
export function takeFilesOf(id: string): HandedFiles | null {
  const files = waiting.get(id) ?? null;
  waiting.delete(id);
  return files;
}
