import type { AccountId } from '../../../../contract/ids.ts';
import { signature } from '../../../../contract/signatures.ts';
import type { SignatureStore, StoredPicture } from '../../../core/ports/signature-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface SignatureColumns {
  readonly id: string;
  readonly account: AccountId;
  readonly name: string;
  readonly html: string;
  readonly forNew: number;
  readonly forReplies: number;
}
type PictureColumns = Omit<StoredPicture, 'bytes'> & { readonly bytes: Uint8Array };

const selectSignatures = sql<{ account: AccountId | null }, SignatureColumns>(`
  SELECT id, account, name, html, for_new AS forNew, for_replies AS forReplies FROM signature
  WHERE :account IS NULL OR account = :account ORDER BY account, name COLLATE NOCASE, id`);
const upsertSignature = sql<SignatureColumns & { nowMs: number }>(`
  INSERT INTO signature (id, account, name, html, for_new, for_replies, saved_at_ms)
  VALUES (:id, :account, :name, :html, :forNew, :forReplies, :nowMs)
  ON CONFLICT (id) DO UPDATE
  SET name = :name, html = :html, for_new = :forNew, for_replies = :forReplies, saved_at_ms = :nowMs`);
const takeDefaults = sql<{ id: string; account: AccountId; forNew: number; forReplies: number }>(`
  UPDATE signature SET for_new = for_new AND NOT :forNew, for_replies = for_replies AND NOT :forReplies
  WHERE account = :account AND id <> :id`);
const deleteSignature = sql<{ id: string }>('DELETE FROM signature WHERE id = :id');
const selectPictures = sql<{ id: string }, PictureColumns>(`
  SELECT content_id AS contentId, name, content_type AS contentType, bytes FROM signature_picture
  WHERE signature_id = :id ORDER BY content_id`);
const insertPicture = sql<PictureColumns & { id: string }>(`
  INSERT INTO signature_picture (signature_id, content_id, name, content_type, bytes)
  VALUES (:id, :contentId, :name, :contentType, :bytes)`);
const deletePictures = sql<{ id: string }>('DELETE FROM signature_picture WHERE signature_id = :id');

export function sqliteSignatureStore(db: WriteDb): SignatureStore {
  const pictures = (id: string): readonly StoredPicture[] => readRows(db, selectPictures, { id });

  return {
    list: (account) =>
      readRows(db, selectSignatures, { account }).map(({ forNew, forReplies, ...row }) =>
        signature.parse({
          ...row,
          forNew: forNew === 1,
          forReplies: forReplies === 1,
          pictures: pictures(row.id).map(({ contentId, name, contentType }) => ({ contentId, name, contentType })),
        }),
      ),
    save({ id, account, name, html, ...defaults }, shown, nowMs) {
      const forNew = Number(defaults.forNew);
      const forReplies = Number(defaults.forReplies);
      inTransaction(db, () => {
        write(db, takeDefaults, { id, account, forNew, forReplies });
        write(db, upsertSignature, { id, account, name, html, forNew, forReplies, nowMs });
        write(db, deletePictures, { id });
        for (const picture of shown) write(db, insertPicture, { id, ...picture });
      });
    },
    pictures,
    remove: (id) =>
      inTransaction(db, () => {
        write(db, deletePictures, { id });
        return write(db, deleteSignature, { id }) > 0;
      }),
  };
}
