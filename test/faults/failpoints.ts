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

/** Calls of one way alone, and those that mean something else there: the read that sees whether the time was kept, the look that proves an absence. */
const wayCalls = [
  ...['readDraft', 'sendDraft', 'findByMarker'].map((call) => `kept ${call}`),
  ...['findByMarker', 'deleteMessage'].map((call) => `recalled ${call}`),
  ...['findFile', 'createUploadSession', 'putChunk', 'shareWithOrganization', 'shareWithPeople', 'updateDraft'].map(
    (call) => `linked ${call}`,
  ),
  'linked removeFolder',
  ...['createDraft', 'sendDraft', 'findByMarker'].flatMap((call) => [`merged ${call}`, `delegated ${call}`]),
  ...['listReceived', 'readReport'].map((call) => `returned ${call}`),
];

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
/** The same of the other ways, where they differ in what was asked or is promised by them. */
const wayArrows = [
  ...['sealed->sending', 'sending->accepted', 'sending->unknown', 'accepted->sent'].flatMap((arrow) => [
    `kept ${arrow}`,
    `merged ${arrow}`,
    `delegated ${arrow}`,
  ]),
  'kept accepted->accepted',
  'kept accepted->recalled',
  'recalled accepted->cancelled',
  ...['waiting->open', 'open->open', 'open->done'].map((arrow) => `linked ${arrow}`),
  'linked drafted->drafted',
  'returned place',
  'returned sent->sent',
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
  'accepted->needsHuman',
  'unknown->needsHuman',
  'unknown->cancelled',
  'kept unknown->recalled',
  ...['waiting->done', 'open->waiting', 'done->waiting'].map((arrow) => `linked ${arrow}`),
  ...['staged', 'drafting', 'drafted', 'sealing', 'sealed'].map((step) => `${step}->needsHuman`),
  ...['staged', 'drafting', 'drafted', 'cancelled'].map((step) => `needsHuman->${step}`),
];

export type Site = string;

export const callSite = (moment: (typeof callMoments)[number], call: string): Site => `${moment} ${call}`;
export const transactionSite = (moment: (typeof transactionMoments)[number] | 'open', arrow: string): Site =>
  `tx ${moment} ${arrow}`;

const aroundAll = (arrows: readonly string[]): readonly Site[] =>
  arrows.flatMap((arrow) => transactionMoments.map((moment) => transactionSite(moment, arrow)));

const aroundCalls = (calls: readonly string[]): readonly Site[] =>
  calls.flatMap((call) => callMoments.map((moment) => callSite(moment, call)));

/** Every run of the harness must have killed at each of these, and at each of `waySites`. */
export const sites: readonly Site[] = [
  ...aroundCalls(mailCalls),
  ...aroundAll(['submit', ...messageArrows, ...fileArrows]),
];

export const waySites: readonly Site[] = [...aroundCalls(wayCalls), ...aroundAll(wayArrows)];

export const rareSites: readonly Site[] = aroundAll(rareArrows);

/** Between the last look at the draft and the last look for its answer: where a mail can be doubled or lost. */
export const sendSites: readonly Site[] = [
  ...(['sendDraft', 'sendMail'] as const).flatMap((call) => callMoments.map((moment) => callSite(moment, call))),
  ...aroundAll(messageArrows.filter((arrow) => /sending/.test(arrow))),
];

const ofWays = new Set([...wayCalls, ...wayArrows, ...rareArrows]);

/** The name of a call or an arrow on a message's way; the plain one where nothing is different there. */
export function nameOn(stretch: string, name: string): string {
  const own = `${stretch} ${name}`;
  return ofWays.has(own) ? own : name;
}
