import type { AccountId } from '../../contract/ids.ts';
import type { NewSignaturePicture, Signature } from '../../contract/signatures.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { StoredPicture } from '../core/ports/signature-store.ts';
import { shownPictures, withoutSignature } from '../core/signatures/place-signature.ts';
import type { Services } from './services.ts';
import { isSameName } from './template-procedures.ts';

const MAX_PICTURE_BYTES = 500_000;

interface SignatureInput extends Pick<Signature, 'account' | 'name' | 'html' | 'forNew' | 'forReplies'> {
  readonly id: string | null;
  readonly pictures: readonly NewSignaturePicture[];
}

/** What ends the messages of each mailbox. */
export function signatureProcedures(services: Pick<Services, 'stationery' | 'accounts' | 'clock' | 'random'>) {
  const { signatures, html: outgoing } = services.stationery;

  return {
    list: (account: AccountId | null): Signature[] => [...signatures.list(account)],

    save(input: SignatureInput): Signature {
      const account = chooseAccount(services.accounts.list(), input.account).id;
      const others = signatures.list(account).filter(({ id }) => id !== input.id);
      if (others.some((one) => isSameName(one, input))) throw nameTaken(input.name);
      const id = input.id ?? services.random.uuid();
      const html = outgoing.clean(withoutSignature(input.html)).html;
      const pictures = picturesFor(html, signatures.pictures(id), input);
      const { name, forNew, forReplies } = input;
      const named = pictures.map(({ contentId, name: file, contentType }) => ({ contentId, name: file, contentType }));
      const saved = { id, account, name, html, forNew, forReplies, pictures: named };
      signatures.save(saved, pictures, services.clock.nowMs());
      return saved;
    },

    remove: (id: string): { removed: boolean } => ({ removed: signatures.remove(id) }),

    picture(id: string, contentId: string): { contentType: string; bytes: Blob } | null {
      const picture = signatures.pictures(id).find((one) => one.contentId === contentId);
      if (picture === undefined) return null;
      const { contentType } = picture;
      return { contentType, bytes: new Blob([new Uint8Array(picture.bytes)], { type: contentType }) };
    },
  };
}

/** Those that the text shows: they came along, or were there before. */
function picturesFor(html: string, before: readonly StoredPicture[], input: SignatureInput): StoredPicture[] {
  const shown = shownPictures(html);
  const brought = input.pictures.map(({ bytesBase64, ...picture }): StoredPicture => {
    const bytes = Buffer.from(bytesBase64, 'base64');
    if (bytes.length > MAX_PICTURE_BYTES) throw tooLarge(picture.name);
    return { ...picture, bytes };
  });
  const pictures = [...brought, ...before].filter(({ contentId }) => shown.has(contentId));
  return [...new Map(pictures.map((picture) => [picture.contentId, picture])).values()];
}

function nameTaken(name: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `This mailbox has another signature called “${name}”. Nothing was saved.`,
    remediation: 'Give it a name of its own.',
    field: 'name',
  });
}

function tooLarge(name: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `“${name}” is over 500 KB, and would go along with every message. Nothing was saved.`,
    remediation: 'Make the picture smaller.',
    field: 'pictures',
  });
}
