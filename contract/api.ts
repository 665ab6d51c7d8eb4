import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { accountRow, otherCloud } from './accounts.ts';
import { auditApi } from './audit-api.ts';
import { commandLine } from './command-line.ts';
import { attachResult, composition, compositionPicture, compositionText, firstWords } from './compose.ts';
import { filesApi } from './files-api.ts';
import { flagsApi, rolloutApi } from './flags-api.ts';
import { mergeApi } from './merge-api.ts';
import { healthApi } from './health-api.ts';
import { accountId, instant, outboxId } from './ids.ts';
import { ingestApi } from './ingest-api.ts';
import { jobsApi } from './jobs-api.ts';
import { attachmentSource } from './message.ts';
import {
  attachmentPath,
  holdMs,
  outboxEvent,
  outboxPortion,
  outboxRow,
  outboxState,
  schedule,
  submitInput,
} from './outbox.ts';
import { procedure } from './procedure.ts';
import { recipientsApi } from './recipients-api.ts';
import { recipientToken } from './recipients.ts';
import { settingsApi } from './settings-api.ts';
import { signaturesApi } from './signatures-api.ts';
import { letterPurpose } from './signatures.ts';
import { supportApi } from './support-api.ts';
import { templatesApi } from './templates-api.ts';
import { powerFacts, sandboxFault, sandboxState, shellStatus } from './shell.ts';

const byId = z.strictObject({ id: outboxId });

/** What `mailroom run` reports: messages and jobs that ended in each way, and what still waits. */
export const runSummary = z.object({
  done: z.int(),
  failed: z.int(),
  dead: z.int(),
  unconfirmed: z.int(),
  waiting: z.int(),
});
export type RunSummary = z.infer<typeof runSummary>;

export const doctorReport = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), remedy: z.string().nullable() })),
});
export type DoctorReport = z.infer<typeof doctorReport>;

/** Shown while a person signs in: open the page, or type the code at the address. */
export const signInStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('openBrowser'), url: z.string() }),
  z.object({ kind: z.literal('enterCode'), url: z.string(), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('signedIn'), account: accountRow }),
]);
export type SignInStep = z.infer<typeof signInStep>;

/** The whole vocabulary between any user interface and the engine. One procedure, one row, one object in. */
export const api = {
  accounts: {
    list: procedure.input(z.strictObject({})).output(z.array(accountRow)),
    signIn: procedure
      .input(
        z.strictObject({
          method: z.enum(['browser', 'deviceCode']),
          loginHint: z.string().nullable(),
          /** Also asks for the permission to share files as links. */
          withDrive: z.boolean().default(false),
          /** Also asks for the permissions to use other people's mailboxes. */
          withShared: z.boolean().default(false),
          /** Null: in the cloud and with the application that the settings name. */
          elsewhere: otherCloud.nullable().default(null),
        }),
      )
      .output(eventIterator(signInStep)),
    /** Uses an address through a connected account, as far as it may be: tried with a draft that is deleted again. */
    addSender: procedure
      .input(z.strictObject({ through: accountId.nullable(), address: z.string().min(3).max(320) }))
      .output(accountRow),
    /** *Check again*: tries the mailbox anew. Nothing is sent. */
    checkSender: procedure.input(z.strictObject({ id: accountId })).output(accountRow),
    /** Refused with `message_state_conflict` while messages of it are not finished. */
    removeSender: procedure.input(z.strictObject({ id: accountId })).output(accountRow),
    /** Refused with `message_state_conflict`, naming what is unsent, unless `evenIfUnsent`. */
    signOut: procedure
      .input(z.strictObject({ account: accountId, evenIfUnsent: z.boolean() }))
      .output(z.object({ account: accountRow, unsent: z.array(outboxRow) })),
  },
  outbox: {
    /** Validates and resolves everything a send would, and touches neither the service nor the outbox. */
    preview: procedure.input(submitInput).output(
      z.object({
        account: accountId,
        recipients: z.int(),
        totalBytes: z.int(),
        encodedBytes: z.int(),
        limitBytes: z.int(),
        limitSetBy: z.string(),
        files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), path: attachmentPath })),
        path: z.enum(['draft', 'direct']),
        uploadSessions: z.int(),
        digest: z.string(),
        /** What is to be known before it is sent, such as what will be left out. */
        notes: z.array(z.string()),
      }),
    ),
    /** Returns once the message is safe on disk: after this it survives a power cut. */
    submit: procedure
      .input(submitInput)
      .output(z.object({ row: outboxRow, created: z.boolean(), notes: z.array(z.string()) })),
    list: procedure.input(z.strictObject({ states: z.array(outboxState).optional() })).output(z.array(outboxRow)),
    show: procedure.input(byId).output(z.object({ row: outboxRow, events: z.array(outboxEvent) })),
    /**
     * The command line that sends this message. With its key, running it finds the message again; `asNew` leaves the key
     * out. Holds no secret and no path of a file.
     */
    command: procedure.input(z.strictObject({ id: outboxId, asNew: z.boolean() })).output(commandLine),
    pause: procedure.input(byId).output(outboxRow),
    resume: procedure.input(byId).output(outboxRow),
    /**
     * These go before all other messages of their mailbox, in this order. All are of one mailbox; what has left meanwhile
     * is passed over. Returns the rows that were placed.
     */
    sendFirst: procedure.input(z.strictObject({ ids: z.array(outboxId).min(1).max(1000) })).output(z.array(outboxRow)),
    /**
     * Wins or loses against sending, never both: a cancelled message was not sent. One that the service keeps until its
     * time is taken back there first: its row says so until that is proven.
     */
    cancel: procedure.input(byId).output(outboxRow),
    /** Ends the hold, or the schedule that this computer keeps. */
    sendNow: procedure.input(byId).output(outboxRow),
    /** A person's verdict on a message in *Needs you*. `sendAgain` makes a new message of the same content. */
    confirm: procedure
      .input(z.strictObject({ id: outboxId, verdict: z.enum(['sent', 'sendAgain']) }))
      .output(outboxRow),
    /**
     * The same words and files as a draft for those from whom it came back, or for some of them. Asked again it is the same
     * draft; refused with `message_state_conflict` once that was sent.
     */
    resend: procedure
      .input(z.strictObject({ id: outboxId, to: z.array(z.string()).min(1).nullable().default(null) }))
      .output(outboxRow),
    /** A person has seen that it came back, and wants no more of it. */
    dismissBounce: procedure.input(byId).output(outboxRow),
    /** Looks in the mailbox now instead of at the next probe. */
    lookNow: procedure.input(byId).output(outboxRow),
    /** The row now, then each change of it, until it can change no more or the reader leaves. */
    watch: procedure.input(byId).output(eventIterator(outboxRow)),
    watchAll: procedure.input(z.strictObject({})).output(eventIterator(outboxRow)),
    /** Everything in small portions, newest first, then each change: for lists that may be long. */
    follow: procedure.input(z.strictObject({})).output(eventIterator(outboxPortion)),
  },
  /** A message while it is written. Every change is on disk before the call returns. */
  compose: {
    /** With the signature that the mailbox means for such a message: for `purpose`, or for what the subject says it is. */
    start: procedure
      .input(
        z.strictObject({
          account: accountId.nullable(),
          purpose: letterPurpose.optional(),
          words: firstWords.optional(),
        }),
      )
      .output(composition),
    read: procedure.input(byId).output(composition),
    /** The messages that were begun and not sent, last edited first. */
    list: procedure.input(z.strictObject({})).output(z.array(composition)),
    save: procedure
      .input(z.strictObject({ id: outboxId, revision: z.int().nonnegative(), text: compositionText }))
      .output(composition),
    /** Takes the snapshot and starts uploading. `source` is a path of this machine, or a finished incoming file of the browser host. */
    attach: procedure
      .input(
        z.strictObject({
          id: outboxId,
          source: z.union([
            attachmentSource,
            z.strictObject({ incoming: z.uuid(), contentId: z.string().optional(), asLink: z.boolean().optional() }),
          ]),
        }),
      )
      .output(attachResult),
    /** Whether a file of this size can be shared as a link; refused as `link` is. For what is too large to be attached. */
    checkLink: procedure
      .input(z.strictObject({ id: outboxId, sizeBytes: z.int().positive() }))
      .output(z.object({ fits: z.literal(true) })),
    /**
     * Share as a link to the sender's OneDrive, or attach instead. Refused with `drive_unavailable` or `drive_full`
     * before any byte moves.
     */
    link: procedure.input(z.strictObject({ id: outboxId, file: z.int(), asLink: z.boolean() })).output(composition),
    /** Forgets the size that the mailbox once refused: an administrator may have raised the limit. */
    tryAnyway: procedure.input(byId).output(composition),
    /** Puts a signature of its mailbox below the message in place of the one that it has: by id, or what the mailbox means for it. */
    sign: procedure
      .input(
        z.strictObject({
          id: outboxId,
          revision: z.int(),
          signature: z.union([z.uuid(), z.literal('default')]).nullable(),
        }),
      )
      .output(composition),
    detach: procedure.input(z.strictObject({ id: outboxId, file: z.int() })).output(composition),
    /** The bytes of a picture in the text; null for one that the message does not have, or that no screen could show. */
    picture: procedure
      .input(z.strictObject({ id: outboxId, contentId: z.string().min(1).max(255) }))
      .output(compositionPicture.nullable()),
    reorder: procedure.input(z.strictObject({ id: outboxId, files: z.array(z.int()) })).output(composition),
    /** *Use new*: takes a new snapshot of a source that changed. */
    refresh: procedure.input(z.strictObject({ id: outboxId, file: z.int() })).output(attachResult),
    /** Send. Refused with `validation_error` while a blocking finding stands. A schedule comes in place of the hold. */
    submit: procedure
      .input(z.strictObject({ id: outboxId, revision: z.int(), holdMs, schedule: schedule.nullable().default(null) }))
      .output(outboxRow),
    /** The same words and files as a draft of another mailbox; its uploads begin anew there, and this draft is discarded. */
    move: procedure.input(z.strictObject({ id: outboxId, account: accountId })).output(composition),
    /** Deletes it here and its draft in the mailbox. */
    discard: procedure.input(byId).output(z.object({ discarded: z.boolean() })),
    /** Undo, or opening a held or a refused message: it is a draft again, the same one, if it has certainly not left. */
    reopen: procedure.input(byId).output(composition),
    watch: procedure.input(byId).output(eventIterator(composition)),
    /** As tokens of that mailbox; null for the first one. */
    readRecipients: procedure
      .input(z.strictObject({ account: accountId.nullable().default(null), text: z.string().max(100_000) }))
      .output(z.array(recipientToken)),
  },
  signatures: signaturesApi,
  templates: templatesApi,
  merge: mergeApi,
  shell: {
    status: procedure.input(z.strictObject({})).output(eventIterator(shellStatus)),
    /** Each message that is on its way, until somebody resumes it. */
    pauseAll: procedure.input(z.strictObject({})).output(z.object({ paused: z.boolean() })),
    /** Ends a pause of some hours; without one, resumes each paused message. */
    resumeAll: procedure.input(z.strictObject({})).output(z.object({ paused: z.boolean() })),
    /** Nothing goes out until then, whatever is added meanwhile. It survives a restart. */
    pauseFor: procedure
      .input(z.strictObject({ minutes: z.int().min(1).max(10_080) }))
      .output(z.object({ pausedUntil: instant })),
    /** *Copy as command*: the words after `mailroom` as a whole line, with the data folder where that is not the usual one. */
    commandLine: procedure
      .input(z.strictObject({ words: z.array(z.string().max(10_000)).min(1).max(10_000) }))
      .output(commandLine),
    /** A window repeats this each minute; what nobody repeats is forgotten. */
    tellPower: procedure.input(powerFacts).output(z.object({ waits: z.boolean() })),
  },
  /** Only with the sandbox tenant; refused with `usage_error` elsewhere. */
  sandbox: {
    state: procedure.input(z.strictObject({})).output(sandboxState),
    cause: procedure.input(z.strictObject({ fault: sandboxFault })).output(sandboxState),
    clear: procedure.input(z.strictObject({})).output(sandboxState),
  },
  recipients: recipientsApi,
  files: filesApi,
  ingest: ingestApi,
  jobs: jobsApi,
  audit: auditApi,
  health: healthApi,
  settings: settingsApi,
  support: supportApi,
  flags: flagsApi,
  rollout: rolloutApi,
  engine: {
    /** Due work is done from now on, for as long as the engine is open. */
    work: procedure.input(z.strictObject({})).output(z.object({ working: z.boolean() })),
    /** Does all due work and ends when nothing is left that comes due soon. Counts what ended from `since` on, or from now. */
    runUntilIdle: procedure.input(z.strictObject({ since: instant.optional() })).output(runSummary),
    doctor: procedure.input(z.strictObject({})).output(doctorReport),
  },
};
