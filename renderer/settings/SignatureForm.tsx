import { useRef, useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { newSignaturePicture, type NewSignaturePicture, type Signature } from '../../contract/signatures.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { Field } from '../ui/Field.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { MessageEditor } from '../write/editor/MessageEditor.tsx';
import { createPictureShelf } from '../write/editor/picture-shelf.ts';
import { SaveActions } from './SaveActions.tsx';
import { toBase64 } from './to-base64.ts';
import './stationery.css';

const MAX_PICTURE_BYTES = 500_000;

export interface SignatureFormProps {
  readonly account: AccountRow;
  readonly signature: Signature | null;
  /** The first of its mailbox stands below everything, unless its writer says otherwise. */
  readonly isFirst: boolean;
  readonly onSaved: (signature: Signature) => void;
  readonly onClose: () => void;
}

export function SignatureForm(props: SignatureFormProps): ReactElement {
  const { account, signature, isFirst, onSaved, onClose } = props;
  const client = useClient();
  const [name, setName] = useState(signature?.name ?? '');
  const [forNew, setForNew] = useState(signature?.forNew ?? isFirst);
  const [forReplies, setForReplies] = useState(signature?.forReplies ?? isFirst);
  const [notice, setNotice] = useState<string | null>(null);
  const html = useRef(signature?.html ?? '');
  const brought = useRef(new Map<string, File>());
  const [pictures] = useState(() =>
    createPictureShelf(async (contentId) => {
      const found = signature === null ? null : await client.signatures.picture({ id: signature.id, contentId });
      return found === null ? null : new Blob([await found.bytes.arrayBuffer()], { type: found.contentType });
    }),
  );
  const save = useAction(async () => {
    const id = signature?.id ?? null;
    const words = { id, account: account.id, name: name.trim(), html: html.current, forNew, forReplies };
    return client.signatures.save({ ...words, pictures: await packPictures(brought.current, html.current) });
  }, onSaved);

  function takePicture(file: File, contentId: string): void {
    brought.current.set(contentId, file);
    if (file.size > MAX_PICTURE_BYTES) setNotice(`${file.name} is over 500 KB. Take a smaller picture.`);
  }

  return (
    <div className="stationery-form">
      <Field label="Name" value={name} onChange={setName} description={`Of ${account.address}`} autoFocus />
      <MessageEditor
        html={signature?.html ?? ''}
        label="Signature text"
        pictures={pictures}
        focusOnOpen={false}
        onChange={(next) => {
          html.current = next;
        }}
        onPicture={takePicture}
        onFiles={() => setNotice('A signature holds words and pictures, and no other files.')}
        onNotice={setNotice}
      />
      {notice === null ? null : <p role="status">{notice}</p>}
      <Toggle isOn={forNew} onChange={setForNew}>
        Below each new message
      </Toggle>
      <Toggle isOn={forReplies} onChange={setForReplies}>
        Below each reply
      </Toggle>
      <SaveActions what="signature" name={name} save={save} onClose={onClose} />
    </div>
  );
}

/** Those that the text still shows. */
async function packPictures(brought: ReadonlyMap<string, File>, html: string): Promise<NewSignaturePicture[]> {
  const shown = [...brought].filter(([contentId]) => html.includes(`cid:${contentId}`));
  return Promise.all(
    shown.map(async ([contentId, file]) =>
      newSignaturePicture.parse({
        contentId,
        name: file.name,
        contentType: file.type,
        bytesBase64: toBase64(new Uint8Array(await file.arrayBuffer())),
      }),
    ),
  );
}
