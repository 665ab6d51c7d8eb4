import type { CompositionFile } from '../../../contract/compose.ts';

/** What is worth saying aloud about the uploads, all files together: start, half, done. Null for everything between. */
export function describeUploads(before: readonly CompositionFile[], after: readonly CompositionFile[]): string | null {
  const [was, is] = [measure(before), measure(after)];
  if (is.open === 0) return was.open > 0 && is.count > 0 ? `${filesWords(is.count)} attached.` : null;
  if (was.open === 0) return `Uploading ${filesWords(is.open)}.`;
  const isHalf = was.total === is.total && was.confirmed < was.total / 2 && is.confirmed >= is.total / 2;
  return isHalf ? 'Half is uploaded.' : null;
}

function measure(files: readonly CompositionFile[]) {
  return {
    count: files.length,
    open: files.filter(({ state }) => state !== 'attached').length,
    total: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    confirmed: files.reduce((sum, { confirmedBytes }) => sum + confirmedBytes, 0),
  };
}

function filesWords(count: number): string {
  return count === 1 ? 'one file' : `${String(count)} files`;
}
