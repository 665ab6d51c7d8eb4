export type SettingGroup =
  | 'sending'
  | 'transfers'
  | 'notifications'
  | 'files'
  | 'jobs'
  | 'telemetry'
  | 'rollout'
  | 'connection'
  | 'advanced';

/** How a value is written; a text stands as it is. */
export type SettingUnit =
  | 'flag'
  | 'milliseconds'
  | 'seconds'
  | 'bytes'
  | 'count'
  | 'days'
  | 'percent'
  | 'megabytesPerSecond';

export interface SettingWords {
  readonly name: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** What it decides, in a sentence. */
  readonly about: string;
  readonly unit?: SettingUnit;
}

/** The engine's settings in words, in the order of the page. What is missing here stands under Advanced by its name. */
