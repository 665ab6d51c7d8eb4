import type { CallContext, MailService } from '../../../main/core/ports/mail-service.ts';
import type { Random } from '../../../main/core/ports/time.ts';

type RacedCall = 'createDraft' | 'readDraft' | 'listAttachments' | 'sendDraft' | 'sendMail' | 'findByMarker';

/** When a person presses Cancel: around a request that sending makes, or after so long. */
export type Moment =
  | { readonly kind: 'anyTime'; readonly afterMs: number }
  | { readonly kind: 'before' | 'during' | 'after'; readonly call: RacedCall; readonly afterMs: number };

export interface RacePlan {
  readonly moment: Moment;
  /** Null: as soon as it can. */
  readonly leavesInMs: number | null;
  readonly onServer: boolean;
}

const draftCalls = ['createDraft', 'readDraft', 'listAttachments', 'sendDraft', 'findByMarker'] as const;
const directCalls = ['sendMail', 'findByMarker'] as const;
const moments = ['before', 'during', 'after'] as const;

/** Within this time everything is cancelled that is not cancelled around a request. */
const LONGEST_MS = 700;

/** Mostly mail that leaves at once; also what this computer or the service keeps, cancelled around its time. */
export function planRace(n: number, random: Random, path: 'draft' | 'direct'): RacePlan {
  const calls = path === 'draft' ? draftCalls : directCalls;
  const call = calls[n % calls.length] ?? 'findByMarker';
  const kind = moments[Math.floor(n / calls.length) % moments.length] ?? 'during';
  const around: Moment = { kind, call, afterMs: 0 };
  const anyTime: Moment = { kind: 'anyTime', afterMs: random.uniform() * LONGEST_MS };
  if (n % 10 === 7) return { moment: anyTime, leavesInMs: random.uniform() * LONGEST_MS, onServer: false };
  if (n % 10 === 8 && path === 'draft') {
    return { moment: anyTime, leavesInMs: (0.5 + random.uniform()) * LONGEST_MS, onServer: true };
  }
  return { moment: n % 10 === 9 ? anyTime : around, leavesInMs: null, onServer: false };
}

/** A mail service around whose requests messages are cancelled. Which message it is about, its correlation id says. */
export function cancelAround(
  mail: MailService,
  momentOf: (correlationId: string) => Moment | undefined,
  cancel: (correlationId: string) => Promise<void>,
): MailService {
  function around<Given extends readonly [CallContext, ...never[]], Answer>(
    name: RacedCall,
    ask: (...given: Given) => Promise<Answer>,
  ): (...given: Given) => Promise<Answer> {
    return async (...given) => {
      const { correlationId } = given[0];
      const moment = momentOf(correlationId);
      if (moment === undefined || moment.kind === 'anyTime' || moment.call !== name) return ask(...given);
      if (moment.kind === 'before') await cancel(correlationId);
      const answer = ask(...given);
      if (moment.kind === 'during') await cancel(correlationId);
      const answered = await answer;
      if (moment.kind === 'after') await cancel(correlationId);
      return answered;
    };
  }
  return {
    ...mail,
    createDraft: around('createDraft', (...given: Parameters<MailService['createDraft']>) =>
      mail.createDraft(...given),
    ),
    readDraft: around('readDraft', (...given: Parameters<MailService['readDraft']>) => mail.readDraft(...given)),
    listAttachments: around('listAttachments', (...given: Parameters<MailService['listAttachments']>) =>
      mail.listAttachments(...given),
    ),
    sendDraft: around('sendDraft', (...given: Parameters<MailService['sendDraft']>) => mail.sendDraft(...given)),
    sendMail: around('sendMail', (...given: Parameters<MailService['sendMail']>) => mail.sendMail(...given)),
    findByMarker: around('findByMarker', (...given: Parameters<MailService['findByMarker']>) =>
      mail.findByMarker(...given),
    ),
  };
}
