import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteBudgetStore } from '../adapters/sqlite/budget-store.ts';
import { sqlitePreferenceStore } from '../adapters/sqlite/preference-store.ts';
import { createGovernor, type Governor } from '../core/pacing/governor.ts';
import { createUploadLimit, type UploadLimit } from '../core/pacing/upload-limit.ts';
import type { FlagSource } from '../core/ports/flag-source.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { SettingChoices } from './settings-choices.ts';
import { openTransferRules, type TransferRules } from './transfer-rules.ts';

interface PacingParts {
  readonly db: WriteDb;
  readonly choices: Pick<SettingChoices, 'loaded' | 'onChange'>;
  readonly flags: FlagSource;
  readonly clock: Clock;
  readonly random: Random;
}

/** What decides when something may go: the service's limits, the person's cap, and what holds everything up. */
export function openPacing({ db, choices, flags, clock, random }: PacingParts): {
  readonly governor: Governor;
  readonly uploadLimit: UploadLimit;
  readonly transfers: TransferRules;
} {
  const { settings } = choices.loaded;
  return {
    governor: createGovernor({
      clock,
      random,
      budgets: sqliteBudgetStore(db),
      limits: {
        concurrency: settings.limitConcurrency,
        requestsPer10Min: settings.limitRequestsPer10Min,
        uploadBytesPer5Min: settings.limitUploadBytesPer5Min,
        messagesPerMin: settings.limitMessagesPerMin,
      },
    }),
    uploadLimit: createUploadLimit(clock, () => settings.uploadLimitBytesPerS),
    transfers: openTransferRules({
      settings,
      flags,
      preferences: sqlitePreferenceStore(db),
      clock,
      onSettings: (listener) => choices.onChange(listener),
    }),
  };
}
