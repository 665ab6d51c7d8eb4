import { callFor } from '../../main/core/outbox/outbox-deps.ts';
import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import { next, type StepContext } from '../../main/core/outbox/step-context.ts';
import type { DriveService } from '../../main/core/ports/drive-service.ts';
import type { MailService } from '../../main/core/ports/mail-service.ts';
import type { Instrument } from '../../main/engine/host.ts';

/** Mistakes that programs of this kind really make. The harness must catch each of them, or its zeros mean nothing. */
export const plantedBugs = {
  /** Repeats the request to send until it is answered with success. */
  naiveRetry: { mail: (mail) => ({ ...mail, sendDraft: (call, draftId) => sendUntilAccepted(mail, call, draftId) }) },

  /** Sends what it believes is on the draft, without looking, and does not clear what a lost answer left behind. */
  noSeal: {
    runners: (runners) => ({
      ...runners,
      drafted: (context) => {
        context.run.slateIsClean = true;
        return runners.drafted(context);
      },
      sealing: (context) => {
        context.run.sealedNow = true;
        changeStep(context, { step: 'sealed' });
        return next;
      },
    }),
  },

  /** Takes an unclear answer for a refusal and starts over. */
  newDraft: {
    runners: (runners) => ({
      ...runners,
      unknown: (context) => {
        for (const { position } of context.record.attachments) forgetFile(context, position);
        changeStep(context, { step: 'staged', draftId: null, draftDigest: null });
        return next;
      },
    }),
  },

  /** Believes the first look, though the request may still be under way at the service. */
  noSettle: {
    runners: (runners) => ({
      ...runners,
      unknown: (context) => {
        const deps = { ...context.deps, settings: { ...context.deps.settings, settleMs: 0 } };
        return runners.unknown({ ...context, deps, record: { ...context.record, draftSightings: 2 } });
      },
    }),
  },

  /** Says that it was taken back once that was asked for, and does not look whether it is gone. */
  hastyRecall: {
    runners: (runners) => ({
      ...runners,
      async accepted(context) {
        const { deps, record, signal } = context;
        if (record.recallAskedAtMs === null) return runners.accepted(context);
        await deps.mail.deleteMessage(callFor(record, 'interactive', signal), record.draftId ?? '');
        changeStep(context, { step: 'cancelled', recallAskedAtMs: null });
        return next;
      },
    }),
  },

  /** Puts a file into the drive under a name of the moment, so that nothing tells whether it is there already. */
  freshPlace: { drive: freshPlaces },
} as const satisfies Record<string, Pick<Instrument, 'mail' | 'drive' | 'runners'>>;

export type PlantedBug = keyof typeof plantedBugs;

async function sendUntilAccepted(mail: MailService, ...[call, draftId]: Parameters<MailService['sendDraft']>) {
  for (let tries = 1; ; tries += 1) {
    const reply = await mail.sendDraft(call, draftId);
    const mayRepeat =
      !reply.ok && (reply.fault.kind === 'lost' || (reply.fault.kind === 'refused' && reply.fault.status >= 500));
    if (!mayRepeat || tries === 5) return reply;
  }
}

function freshPlaces(drive: DriveService): DriveService {
  const moments = new Map<string, number>();
  const place = (folder: string): string => `${folder}-${String(moments.get(folder) ?? 0)}`;
  return {
    ...drive,
    findFile: (call, { folder, name }) => drive.findFile(call, { folder: place(folder), name }),
    createUploadSession(call, { folder, name }) {
      moments.set(folder, Date.now());
      return drive.createUploadSession(call, { folder: place(folder), name });
    },
    removeFolder: (call, folder) => drive.removeFolder(call, place(folder)),
  };
}

function changeStep(
  { deps, record }: StepContext,
  change: Partial<Pick<OutboxRecord, 'step' | 'draftId' | 'draftDigest' | 'recallAskedAtMs'>>,
): void {
  deps.store.change(record.id, { from: [record.step] }, { ...change, wait: null }, null, deps.clock.nowMs());
}

function forgetFile({ deps, record }: StepContext, position: number): void {
  const change = { step: 'waiting', remoteId: null, sealedUploadUrl: null, confirmedBytes: 0 } as const;
  deps.store.changeAttachment(record.id, position, { from: [record.step] }, change, null, deps.clock.nowMs());
}
