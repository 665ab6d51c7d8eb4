import { getDocument, GlobalWorkerOptions, PasswordException, type PDFDocumentProxy } from 'pdfjs-dist';
import { pdfData, workerSource } from 'virtual:embedded-pdf';
import { CannotShow } from './connect-frame.ts';

/** Pictures in a page that are larger are left out. */
const MOST_IMAGE_PIXELS = 60_000_000;
const MOST_CANVAS_BYTES = 256_000_000;

/** Character maps, standard fonts and decoders come with the page, because it cannot fetch. */
class EmbeddedData {
  fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const base64 = pdfData[filename];
    if (base64 === undefined) return Promise.reject(new Error('not embedded'));
    return Promise.resolve(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  }
}

/** Reads it in a worker. Scripts, forms, links and files of the document are never looked at. */
export async function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
  const address = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
  GlobalWorkerOptions.workerPort = new Worker(address);
  try {
    return await getDocument({
      data: new Uint8Array(bytes),
      BinaryDataFactory: EmbeddedData,
      useWorkerFetch: false,
      cMapUrl: 'embedded/',
      standardFontDataUrl: 'embedded/',
      wasmUrl: 'embedded/',
      enableXfa: false,
      maxImageSize: MOST_IMAGE_PIXELS,
      canvasMaxAreaInBytes: MOST_CANVAS_BYTES,
      useSystemFonts: false,
      disableAutoFetch: true,
      verbosity: 0,
    }).promise;
  } catch (thrown) {
    throw new CannotShow(thrown instanceof PasswordException ? 'locked' : 'damaged');
  }
}
