import type { AccountRow } from '../../../contract/accounts.ts';
import type { MessageDraft } from '../../../contract/message.ts';
import { maySendOnly } from '../accounts/may-send-only.ts';
import { addressesOf } from '../compose/addresses-of.ts';
import { MAX_FILE_BYTES } from '../compose/check-draft.ts';
import { linksNeedDrafts } from '../links/links-need-drafts.ts';
import { mustFitDrive } from '../links/must-fit-drive.ts';
import type { NewAttachment } from '../outbox/outbox-record.ts';
import type { DriveService } from '../ports/drive-service.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { SizeLimits } from '../ports/size-limits.ts';
import type { CancelSignal, Random } from '../ports/time.ts';
import { chooseLinks } from './choose-links.ts';
import type { RecipientTips } from './recipient-tips.ts';
import { judgeSize, type SizeVerdict, wordsOf } from './size-budget.ts';
import { tooLarge } from './size-words.ts';

export interface BudgetDeps {
  readonly limits: SizeLimits;
  readonly tips: Pick<RecipientTips, 'ask'>;
  readonly drive: DriveService;
  readonly random: Random;
}

export interface PlannedFiles {
  readonly files: readonly NewAttachment[];
  readonly verdict: SizeVerdict;
}

/** Smaller messages are taken everywhere, so nobody is asked about them. */
const ASK_FROM_BYTES = 10_000_000;

/**
 * Decides which files of a message go as links before any byte moves: those that were asked for, and with `overLimit`
 * those that are over the limit. Throws `provider_payload_too_large` for what still does not fit, and `drive_…` when
 * there is no place for the links.
 */
export async function planFiles(
  deps: BudgetDeps,
  account: AccountRow,
  content: MailContent,
  taken: readonly NewAttachment[],
  overLimit: MessageDraft['overLimit'],
  signal: CancelSignal,
): Promise<PlannedFiles> {
  const words = wordsOf(content);
  const files = taken.map((file) => sized(file, overLimit === 'link' && file.sizeBytes > MAX_FILE_BYTES));
  const addresses = addressesOf(content);
  const limitNow = () => deps.limits.limitFor(account.id, addresses);
  if (judgeSize(words, files, limitNow()).encodedBytes > ASK_FROM_BYTES) {
    await deps.tips.ask(account.id, addresses, signal);
  }
  const limit = limitNow();
  const first = judgeSize(words, files, limit);
  const links = first.kind !== 'fits' && overLimit === 'link' ? chooseLinks(words, files, limit) : new Set();
  const planned = files.map((file) => (links.has(file) ? { ...file, wantsLink: true } : file));
  const verdict = judgeSize(words, planned, limit);
  if (verdict.kind === 'tooLarge') throw tooLarge(verdict);
  const linked = planned.filter(({ wantsLink }) => wantsLink);
  const bytes = linked.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  if (linked.length > 0 && maySendOnly(account)) throw linksNeedDrafts();
  if (linked.length > 0) await mustFitDrive(deps, account.id, bytes, signal);
  return { files: planned, verdict };
}

function sized(file: NewAttachment, isForced: boolean): NewAttachment & { readonly wantsLink: boolean } {
  return { ...file, wantsLink: isForced || file.wantsLink === true };
}
