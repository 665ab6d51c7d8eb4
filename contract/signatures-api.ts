import { z } from 'zod';
import { compositionPicture } from './compose.ts';
import { accountId } from './ids.ts';
import { procedure } from './procedure.ts';
import { newSignaturePicture, signature } from './signatures.ts';

/** What ends the messages of each mailbox. */
export const signaturesApi = {
  /** Of one mailbox, or of all, by name. */
  list: procedure.input(z.strictObject({ account: accountId.nullable() })).output(z.array(signature)),
  /**
   * A new one where the id is null. Its HTML is cleaned as mail is. Pictures that the HTML does not name are dropped;
   * the others must be known already, or come along.
   */
  save: procedure
    .input(
      signature
        .pick({ account: true, name: true, html: true, forNew: true, forReplies: true })
        .extend({ id: z.uuid().nullable(), pictures: z.array(newSignaturePicture).max(10) })
        .strict(),
    )
    .output(signature),
  /** Messages that have it already keep it. */
  remove: procedure.input(z.strictObject({ id: z.uuid() })).output(z.object({ removed: z.boolean() })),
  picture: procedure
    .input(z.strictObject({ id: z.uuid(), contentId: z.string().min(1).max(255) }))
    .output(compositionPicture.nullable()),
};
