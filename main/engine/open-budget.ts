import type { AccountRow } from '../../contract/accounts.ts';
import { graphDriveService } from '../adapters/graph/graph-drive-service.ts';
import type { GraphClient } from '../adapters/graph/graph-client.ts';
import { graphMailTips } from '../adapters/graph/graph-mail-tips.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteLearntLimitStore } from '../adapters/sqlite/learnt-limit-store.ts';
import { createSizeLimits } from '../core/budget/create-size-limits.ts';
import { planFiles } from '../core/budget/plan-files.ts';
import { createRecipientTips, type RecipientTips } from '../core/budget/recipient-tips.ts';
import { mustFitDrive } from '../core/links/must-fit-drive.ts';
import type { SubmitDeps } from '../core/outbox/submit-message.ts';
import type { DriveService } from '../core/ports/drive-service.ts';
import type { LearntLimitStore, SizeLimits } from '../core/ports/size-limits.ts';
import type { CancelSignal, Clock, Random } from '../core/ports/time.ts';
import type { Host } from './host.ts';

/** What decides how large a message may be and where its files go. */
export interface Budget {
  readonly tips: RecipientTips;
  readonly limits: SizeLimits;
  readonly learnt: LearntLimitStore;
  readonly drive: DriveService;
  readonly planFiles: SubmitDeps['planFiles'];
  /** Throws when the sender's drive cannot take so much. */
  mustFitDrive(account: AccountRow, sizeBytes: number, signal: CancelSignal | undefined): Promise<void>;
}

export function openBudget(parts: {
  readonly host: Host;
  readonly db: WriteDb;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly random: Random;
}): Budget {
  const { host, db, graph, clock, random } = parts;
  const tips = createRecipientTips({ service: graphMailTips(graph), clock, random });
  const learnt = sqliteLearntLimitStore(db);
  const limits = createSizeLimits({ tips, learnt, clock });
  const plainDrive = graphDriveService(graph);
  const drive = host.instrument?.drive?.(plainDrive) ?? plainDrive;
  const never = new AbortController().signal;
  return {
    tips,
    limits,
    learnt,
    drive,
    planFiles: (account, content, files, overLimit, signal = never) =>
      planFiles({ limits, tips, drive, random }, account, content, files, overLimit, signal),
    mustFitDrive: (account, sizeBytes, signal = never) =>
      mustFitDrive({ drive, random }, account.id, sizeBytes, signal),
  };
}
