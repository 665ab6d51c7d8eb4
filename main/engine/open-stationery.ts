import { join } from 'node:path';
import { nodeOutgoingHtml } from '../adapters/html/node-outgoing-html.ts';
import { openPictureFiles } from '../adapters/html/picture-files.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteSignatureStore } from '../adapters/sqlite/stationery/signature-store.ts';
import { sqliteTemplateStore } from '../adapters/sqlite/stationery/template-store.ts';
import type { OutgoingHtml } from '../core/ports/outgoing-html.ts';
import type { SignatureStore } from '../core/ports/signature-store.ts';
import type { TemplateStore } from '../core/ports/template-store.ts';

/** What letters are written with: signatures, templates, and what becomes of their HTML. */
export interface Stationery {
  readonly html: OutgoingHtml;
  readonly signatures: SignatureStore;
  readonly templates: TemplateStore;
  /** The path of a file with these bytes. */
  pictureFile(bytes: Uint8Array): string;
}

export function openStationery(db: WriteDb, dataDir: string, html: OutgoingHtml = nodeOutgoingHtml()): Stationery {
  return {
    html,
    signatures: sqliteSignatureStore(db),
    templates: sqliteTemplateStore(db),
    pictureFile: openPictureFiles(join(dataDir, 'pictures')),
  };
}
