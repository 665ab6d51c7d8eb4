/** Made by the build, in scripts/preview-pages.ts. */
declare module 'virtual:embedded-pdf' {
  /** The worker of pdf.js as a classic script: a page without origin can start no module. */
  export const workerSource: string;
  /** What pdf.js would fetch, each in base64 by its file name. */
  export const pdfData: Readonly<Record<string, string>>;
}
