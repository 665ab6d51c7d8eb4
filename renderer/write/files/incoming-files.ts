import type { StructuredError } from '../../../contract/errors.ts';

/** A file that is on its way from the page to the engine, or was refused by it. */
export interface IncomingFile {
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly copiedBytes: number;
  readonly state: 'copying' | 'refused' | 'interrupted';
  readonly error: StructuredError | null;
}

export type IncomingChange =
  | { readonly kind: 'began'; readonly key: string; readonly name: string; readonly sizeBytes: number }
  | { readonly kind: 'copied'; readonly key: string; readonly copiedBytes: number }
  | { readonly kind: 'refused'; readonly key: string; readonly error: StructuredError }
  /** Attached, stopped or dismissed: the row goes. */
  | { readonly kind: 'ended'; readonly key: string }
  /** Was being copied when the page closed; its bytes must be chosen again. */
  | { readonly kind: 'remembered'; readonly key: string; readonly name: string; readonly sizeBytes: number };

export function changeIncoming(files: readonly IncomingFile[], change: IncomingChange): readonly IncomingFile[] {
  switch (change.kind) {
    case 'began':
      return [...files.filter(({ key }) => key !== change.key), row(change, 'copying')];
    case 'remembered':
      return files.some(({ key }) => key === change.key) ? files : [...files, row(change, 'interrupted')];
    case 'copied':
      return edit(files, change.key, ({ copiedBytes }) => ({ copiedBytes: Math.max(copiedBytes, change.copiedBytes) }));
    case 'refused':
      return edit(files, change.key, () => ({ state: 'refused', error: change.error }));
    case 'ended':
      return files.filter(({ key }) => key !== change.key);
  }
}

export function copyingFiles(files: readonly IncomingFile[]): readonly IncomingFile[] {
  return files.filter(({ state }) => state === 'copying');
}

/** Refused as too large to be attached, or because there was no place for its link just then. */
export function isShareable({ state, error }: Pick<IncomingFile, 'state' | 'error'>): boolean {
  const code = error?.error_code;
  return state === 'refused' && (code === 'source_too_large' || code?.startsWith('drive_') === true);
}

function row(
  { key, name, sizeBytes }: { readonly key: string; readonly name: string; readonly sizeBytes: number },
  state: IncomingFile['state'],
): IncomingFile {
  return { key, name, sizeBytes, copiedBytes: 0, state, error: null };
}

function edit(
  files: readonly IncomingFile[],
  key: string,
  change: (file: IncomingFile) => Partial<IncomingFile>,
): readonly IncomingFile[] {
  return files.map((file) => (file.key === key ? { ...file, ...change(file) } : file));
}
