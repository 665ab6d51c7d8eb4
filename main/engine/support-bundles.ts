import { makeZip } from 'client-zip';
import type { SupportBundle } from '../../contract/support.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { Clock, Random } from '../core/ports/time.ts';

/** Prepared bundles for the time that somebody needs to read one. Only memory holds them. */
export interface SupportBundles {
  keep(files: SupportBundle['files']): SupportBundle;
  /** Exactly the bytes that were shown, as a ZIP: the same each time. Throws `file_not_found` when it is gone. */
  zip(id: string): Promise<{ fileName: string; bytes: Blob }>;
}

const LIFE_MS = 30 * 60_000;
const MOST_BUNDLES = 3;

export function supportBundles({ clock, random }: { readonly clock: Clock; readonly random: Random }): SupportBundles {
  const kept = new Map<string, SupportBundle>();

  function forgetOld(): void {
    const oldestMs = clock.nowMs() - LIFE_MS;
    for (const [id, { madeAt }] of kept) if (Date.parse(madeAt) < oldestMs) kept.delete(id);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_BUNDLES && oldest !== undefined) kept.delete(oldest);
  }

  return {
    keep(files) {
      forgetOld();
      const madeAt = new Date(clock.nowMs()).toISOString();
      const fileName = `mailroom-support-${madeAt.slice(0, 16).replace('T', '-').replace(':', '')}.zip`;
      const bundle = { id: random.uuid(), fileName, madeAt, files };
      kept.set(bundle.id, bundle);
      return bundle;
    },
    async zip(id) {
      const bundle = kept.get(id);
      if (bundle === undefined) throw gone();
      const lastModified = new Date(bundle.madeAt);
      const entries = bundle.files.map(({ name, text }) => ({ name, input: text, lastModified }));
      return { fileName: bundle.fileName, bytes: await new Response(makeZip(entries)).blob() };
    },
  };
}

function gone(): MailroomError {
  return new MailroomError('file_not_found', {
    message: 'This bundle was prepared too long ago. Nothing was saved.',
    remediation: 'Prepare a new one.',
  });
}
