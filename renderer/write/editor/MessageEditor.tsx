import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { editorExtensions } from './editor-extensions.ts';
import { EditorToolbar } from './EditorToolbar.tsx';
import { toMailHtml } from './mail-html.ts';
import type { PictureShelf } from './picture-shelf.ts';
import { pasteProps, type PasteTarget } from './take-pasted.ts';
import { withoutStyles } from './without-styles.ts';
import './editor.css';

export interface MessageEditorProps {
  /** The text to begin with; afterwards the editor has it. Another `key` makes the editor take over another text. */
  readonly html: string;
  readonly pictures: PictureShelf;
  readonly onChange: (html: string) => void;
  /** A picture of the text that has to go along with the message. */
  readonly onPicture: (file: File, contentId: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onNotice: (words: string) => void;
  readonly focusOnOpen: boolean;
  /** False for a text that holds words alone. */
  readonly takesPictures?: boolean;
  /** Its accessible name; "Message text" unless it edits another text. */
  readonly label?: string;
  /** Further tools, which may put HTML in where the cursor is. */
  readonly tools?: (insertHtml: (html: string) => void) => ReactNode;
}

/** The text of the message. What it holds is always fit to be sent. */
export function MessageEditor(props: MessageEditorProps): ReactElement {
  const latest = useRef(props);
  const { takesPictures = true } = props;
  useEffect(() => {
    latest.current = props;
  });
  const target: PasteTarget = {
    newContentId: () => `${crypto.randomUUID()}@mailroom`,
    onPicture(file, contentId) {
      if (!takesPictures) return props.onNotice(wordsAlone);
      props.pictures.put(contentId, file);
      latest.current.onPicture(file, contentId);
    },
    insertPictures(files, position) {
      if (!takesPictures) return props.onNotice(wordsAlone);
      const content = files.map((file) => {
        const contentId = target.newContentId();
        target.onPicture(file, contentId);
        return { type: 'image', attrs: { src: `cid:${contentId}`, alt: file.name } };
      });
      const at = position ?? editor.state.selection;
      editor.chain().focus().insertContentAt(at, content).run();
    },
    onFiles: (files) => latest.current.onFiles(files),
    onNotice: (words) => latest.current.onNotice(words),
  };

  const editor = useEditor({
    extensions: editorExtensions(takesPictures ? props.pictures : null),
    content: withoutStyles(props.html),
    injectCSS: false,
    autofocus: props.focusOnOpen ? 'start' : false,
    onUpdate: ({ editor: changed }) => latest.current.onChange(toMailHtml(changed)),
    editorProps: {
      ...pasteProps(target),
      attributes: {
        'aria-label': props.label ?? 'Message text',
        role: 'textbox',
        'aria-multiline': 'true',
        spellcheck: 'true',
      },
      handleDOMEvents: { keydown: (_view, event) => belongsToWindow(event) },
    },
  });
  const isEmpty = useEditorState({ editor, selector: ({ editor: current }) => current.isEmpty });

  return (
    <div className="message-editor">
      <EditorToolbar editor={editor} onPictures={takesPictures ? (files) => target.insertPictures(files, null) : null}>
        {props.tools?.((html) => editor.chain().focus().insertContent(withoutStyles(html)).run())}
      </EditorToolbar>
      <EditorContent editor={editor} className="message-text" {...(isEmpty ? { 'data-empty': '' } : {})} />
    </div>
  );
}

const wordsAlone = 'This text holds words alone. Insert pictures into the message.';

/** Keys that the window answers: Send, Attach, Cc and Bcc, Undo and the rest of its list. The editor has others for some. */
function belongsToWindow(event: KeyboardEvent): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  return event.key === 'Enter' || (event.shiftKey && 'abckluy'.includes(event.key.toLowerCase()));
}
