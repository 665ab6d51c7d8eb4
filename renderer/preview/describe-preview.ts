import type { FileRow } from '../../contract/files.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import type { PreviewFailure } from './preview-messages.ts';

/** What a frame may be given: decoded, a file takes a multiple of its size. */
const MOST_PREVIEW_BYTES = 64_000_000;

/** Why there is nothing to look at before anything was tried; null when there is. */
export function whyNoPreview({ state, sizeBytes, error }: FileRow): string | null {
  if (state === 'link') return 'This is a link to a file elsewhere. Mailroom does not fetch it.';
  if (state === 'gone') return 'Its message was deleted before the file could be fetched.';
  if (state === 'needsYou') return error?.message ?? 'It could not be fetched.';
  if (state !== 'stored' || sizeBytes === null) return 'It is not here yet. It can be looked at once it is stored.';
  if (sizeBytes === 0) return 'The file is empty.';
  if (sizeBytes > MOST_PREVIEW_BYTES) {
    return `Files up to ${formatBytes(MOST_PREVIEW_BYTES)} can be looked at here. The file itself is stored and whole.`;
  }
  return null;
}

export function describeFailure(why: PreviewFailure | 'stuck'): string {
  switch (why) {
    case 'damaged':
      return 'It could not be shown: it is damaged, or not what its name says. The file itself is stored as it came.';
    case 'tooLarge':
      return 'It would take more memory than a preview may. The file itself is stored and whole.';
    case 'locked':
      return 'It is locked with a password. The program that made it can open it.';
    case 'stuck':
      return 'Preview took too long. The file itself is stored and whole.';
  }
}
