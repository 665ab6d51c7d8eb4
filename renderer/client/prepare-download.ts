import { z } from 'zod';
import type { DownloadOffer } from './connection.ts';
import { structuredError } from '../../contract/errors.ts';
import { fileId } from '../../contract/files.ts';
import type { FileNet } from './send-file.ts';

const offer = z.object({
  path: z.string(),
  name: z.string(),
  files: z.int(),
  failed: z.array(z.object({ id: fileId, error: structuredError })),
});
const refusal = z.object({ error: structuredError });

/** Gets an address that gives these files once, soon, to this browser: one as it is, several as a ZIP. */
export async function prepareDownload(net: FileNet, ids: readonly string[]): Promise<DownloadOffer> {
  const { origin, token } = net.session();
  const answer = await net.fetch(`${origin}/Files/Downloads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mailroom-token': token ?? '' },
    body: JSON.stringify({ ids }),
  });
  const body: unknown = await answer.json();
  return answer.ok ? { kind: 'ready', ...offer.parse(body) } : { kind: 'refused', error: refusal.parse(body).error };
}
