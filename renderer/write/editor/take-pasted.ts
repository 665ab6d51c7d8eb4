import type { EditorProps } from '@tiptap/pm/view';
import { cleanPastedHtml, hasWords } from './clean-pasted-html.ts';

export interface PasteTarget {
  readonly newContentId: () => string;
  /** The bytes of a picture that the text shows by this content id. */
  readonly onPicture: (file: File, contentId: string) => void;
  /** Puts pictures into the text, at the place given or where the cursor is. */
  readonly insertPictures: (files: readonly File[], position: number | null) => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** Something that was not taken over and has to be said. */
  readonly onNotice: (words: string) => void;
}

const pictureTypes = /^image\/(png|jpeg|gif|webp|bmp)$/;

export function isPicture(file: File): boolean {
  return pictureTypes.test(file.type);
}

/** What the editor does with pasted and dropped things: pictures into the text, other files to the message. */
export function pasteProps(target: PasteTarget): EditorProps {
  return {
    transformPastedHTML(html) {
      const cleaned = cleanPastedHtml(html, target.newContentId);
      for (const { file, contentId } of cleaned.pictures) target.onPicture(file, contentId);
      const notes = [noteOnRemotePictures(cleaned.remote), noteOnLocalPictures(cleaned.local)];
      if (cleaned.remote + cleaned.local > 0) target.onNotice(notes.filter((note) => note !== '').join(' '));
      return cleaned.html;
    },
    handlePaste(_view, event) {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return false;
      if (hasWords(event.clipboardData?.getData('text/html') ?? '')) return false;
      takeFiles(target, files, null);
      return true;
    },
    handleDrop(view, event, _slice, moved) {
      const files = moved ? [] : [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return false;
      event.preventDefault();
      event.stopPropagation();
      takeFiles(target, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null);
      return true;
    },
  };
}

function takeFiles(target: PasteTarget, files: readonly File[], position: number | null): void {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  if (pictures.length > 0) target.insertPictures(pictures, position);
  if (others.length > 0) target.onFiles(others);
}

function noteOnRemotePictures(count: number): string {
  if (count === 0) return '';
  const pictures = count === 1 ? 'One picture was' : `${String(count)} pictures were`;
  return `${pictures} left out: fetching from elsewhere would tell that place about you. Insert the file instead.`;
}

/** Office programs name a file on their own disk; the picture copied by itself brings its bytes. */
function noteOnLocalPictures(count: number): string {
  if (count === 0) return '';
  const stayed = count === 1 ? 'One picture stayed' : `${String(count)} pictures stayed`;
  return `${stayed} in the other program, whose files no page may read. Copy each by itself, or put it in with Picture.`;
}
