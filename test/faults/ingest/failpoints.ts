import { callMoments, callSite, type Site, transactionSite } from '../failpoints.ts';

/** Every place where the harness can kill ingest. A site never killed at is not tested, so this list is closed. */

const readerCalls = [
  'listFolders',
  'readChanges',
  'readMessage',
  'listAttachments',
  'readContentId',
  'download',
] as const;

/** The transactions of docs/specs/ingest-protocol.md that ordinary work with ordinary faults makes. */
const arrows = [
  'recover',
  'follow',
  'page',
  'last page',
  'new sweep',
  'words',
  'listing',
  'file started',
  'file stored',
  'file settled',
  'complete',
] as const;
export type IngestArrow = (typeof arrows)[number];

/** `open`: everything is written and nothing is committed. */
export const ingestSites: readonly Site[] = [
  ...readerCalls.flatMap((call) => callMoments.map((moment) => callSite(moment, call))),
  ...arrows.flatMap((arrow) => (['before', 'open', 'after'] as const).map((moment) => transactionSite(moment, arrow))),
];
