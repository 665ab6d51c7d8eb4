import { type Composition, type CompositionText, compositionText } from '../../contract/compose.ts';
import type { OutboxId } from '../../contract/ids.ts';
import type { ApiClient } from '../../main/engine/host.ts';

const text = compositionText.parse({
  to: ['finance@sandbox.example'],
  cc: [],
  bcc: [],
  subject: 'Plans',
  html: '<p>The plans, as agreed.</p>',
  importance: 'normal',
});

/** A draft as a window begins it: saved words, and these files attached by path. */
export async function composeDraft(
  { compose }: ApiClient,
  paths: readonly string[] = [],
  words: Partial<CompositionText> = {},
): Promise<Composition> {
  const { id, revision } = await compose.start({ account: null });
  let draft = await compose.save({ id, revision, text: { ...text, ...words } });
  for (const path of paths) {
    const result = await compose.attach({ id, source: { path } });
    if (result.kind === 'refused') throw new Error(result.error.message);
    draft = result.composition;
  }
  return draft;
}

/** The draft as soon as it is as wanted. */
export async function draftWhere(
  { compose }: ApiClient,
  id: OutboxId,
  isWanted: (draft: Composition) => boolean,
): Promise<Composition> {
  for await (const draft of await compose.watch({ id })) if (isWanted(draft)) return draft;
  throw new Error('it is no draft any more');
}

export function isAttached({ files }: Composition): boolean {
  return files.every(({ state }) => state === 'attached');
}
