import type { SettingOrigin } from '../../contract/settings.ts';

/** Who decided a value, for a person. */
export const setByWords: Readonly<Record<SettingOrigin, string>> = {
  policy: 'Set by your administrator',
  environment: 'Set in the environment',
  redis: 'Set for all in Redis',
  person: 'Chosen here',
  account: 'Turned on by connecting a mailbox',
  default: 'Default',
};
