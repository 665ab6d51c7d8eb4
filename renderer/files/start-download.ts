import type { FilesOut } from '../client/connection.ts';
import { countWords } from '../ui/format/count-words.ts';
import { HostRefused } from '../app/host-refused.ts';

/** Lets the browser download files: one as it is, several as a ZIP. Says what came of it. */
export async function startDownload(out: FilesOut, ids: readonly string[]): Promise<string | null> {
  if (out.kind !== 'browser') return null;
  const offer = await out.prepareDownload(ids);
  if (offer.kind === 'refused') throw new HostRefused(offer.error);
  const link = document.createElement('a');
  link.href = offer.path;
  link.download = offer.name;
  link.click();
  const [first] = offer.failed;
  if (first === undefined) return `${offer.name} is being downloaded`;
  const missing = countWords(offer.failed.length, 'file is', 'files are');
  throw new HostRefused({
    ...first.error,
    message: `${countWords(offer.files, 'file is', 'files are')} being downloaded; ${missing} not among them. ${first.error.message}`,
  });
}
