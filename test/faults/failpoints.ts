/** Every place where the harness can kill the engine. A site never killed at is not tested, so this list is closed. */

const mailCalls = [
  'createDraft',
  'readDraft',
  'deleteMessage',
  'findByMarker',
  'listAttachments',
  'addSmallAttachment',
  'deleteAttachment',
  'createUploadSession',
  'putChunk',
  'readUploadOffset',
  'cancelUpload',
  'sendDraft',
  'sendMail',
] as const;
export type MailCall = (typeof mailCalls)[number];

/** `in flight`: the request has left at least in part, and its answer is never seen. */
export const callMoments = ['before', 'in flight', 'after'] as const;
const transactionMoments = ['before', 'after'] as const;

/** The arrows of docs/specs/send-protocol.md that a message takes here; one from a step to itself notes a wait or a look. */
const messageArrows = [
  'staged->staged',
  'staged->drafting',
  'staged->sending',
  'staged->cancelled',
  'drafting->drafting',
  'drafting->staged',
  'drafting->drafted',
  'drafting->cancelled',
  'drafted->drafted',
  'drafted->sealing',
  'drafted->cancelled',
  'sealing->drafted',
  'sealing->sealed',
  'sealed->drafted',
  'sealed->sending',
  'sending->sealed',
  'sending->accepted',
  'sending->unknown',
  'accepted->accepted',
  'accepted->sent',
  'unknown->unknown',
  'unknown->drafted',
  'unknown->sent',
];
const fileArrows = [
  'small waiting->open',
  'small open->waiting',
  'small open->done',
  'session waiting->open',
  'session open->open',
  'session open->waiting',
  'session open->done',
  'session waiting->small waiting',
];
/** Exist, but need a race or a run of bad luck that no campaign can be sure to meet. */
const rareArrows = [
  'drafting->sent',
  'sending->staged',
  'sealing->sealing',
  'sealing->cancelled',
  'sealed->cancelled',
  'small done->waiting',
  'session done->waiting',
  ...['staged', 'drafting', 'drafted', 'sealing', 'sealed'].map((step) => `${step}->needsHuman`),
  ...['staged', 'drafting', 'drafted', 'cancelled'].map((step) => `needsHuman->${step}`),
];

export type Site = string;

export const callSite = (moment: (typeof callMoments)[number], call: string): Site => `${moment} ${call}`;
export const transactionSite = (moment: (typeof transactionMoments)[number] | 'open', arrow: string): Site =>
  `tx ${moment} ${arrow}`;

const aroundAll = (arrows: readonly string[]): readonly Site[] =>
  arrows.flatMap((arrow) => transactionMoments.map((moment) => transactionSite(moment, arrow)));

/** Every run of the harness must have killed at each of these. */
export const sites: readonly Site[] = [
  ...mailCalls.flatMap((call) => callMoments.map((moment) => callSite(moment, call))),
  ...aroundAll(['submit', ...messageArrows, ...fileArrows]),
];

export const rareSites: readonly Site[] = aroundAll(rareArrows);

/** Between the last look at the draft and the last look for its answer: where a mail can be doubled or lost. */
export const sendSites: readonly Site[] = [
  ...(['sendDraft', 'sendMail'] as const).flatMap((call) => callMoments.map((moment) => callSite(moment, call))),
  ...aroundAll(messageArrows.filter((arrow) => /sending/.test(arrow))),
];
