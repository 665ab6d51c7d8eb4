import type { ListedSetting } from '../../contract/settings.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { type Flag, flagSettings } from '../core/policy/flags.ts';
import type { CancelSignal } from '../core/ports/time.ts';
import { latestValues } from './latest-values.ts';
import type { Services } from './services.ts';
import type { SettingRecord } from './settings-choices.ts';

type SettingsServices = Pick<Services, 'choices' | 'flags' | 'audit' | 'actor' | 'clock'>;
type Via = 'window' | 'command';

export function settingsProcedures({ choices, flags, audit, actor, clock }: SettingsServices) {
  function recordFor(via: Via): (change: SettingRecord) => void {
    return ({ name, from, to }) => {
      const action = to === null ? 'setting.reset' : 'setting.set';
      const entry = { actor, via, action, subject: `setting:${name}`, reason: null, details: { from, to } };
      audit.append(entry, clock.nowMs());
    };
  }

  /** Flags that somebody set for many computers stand above what is chosen here. */
  function sharedFlags(): ReadonlyMap<string, Flag<unknown>> {
    const { enabled, paused, internalOnly, rolloutPercent } = flags.now();
    const shared = [enabled, paused, internalOnly, rolloutPercent].filter(({ origin }) => origin === 'redis');
    return new Map(shared.map((flag) => [flagSettings[flag.name], flag]));
  }

  function asItCounts(setting: ListedSetting): ListedSetting {
    const flag = sharedFlags().get(setting.name);
    if (flag === undefined) return setting;
    const text = String(flag.value);
    return { ...setting, value: text, text, origin: 'redis', next: null };
  }

  function list(): ListedSetting[] {
    return choices.list().map(asItCounts);
  }

  function choose(name: string, text: string, via: Via): ListedSetting {
    if (sharedFlags().has(name)) throw setForAll(name);
    return asItCounts(choices.choose(name, text, recordFor(via)));
  }

  return {
    list,
    watch: (signal: CancelSignal | undefined): AsyncGenerator<ListedSetting[], void, void> =>
      latestValues((push) => {
        const tell = (): void => push('list', list());
        tell();
        const ends = [choices, flags].map((told) => told.onChange(tell));
        return () => {
          for (const end of ends) end();
        };
      }, signal),
    set: (name: string, value: string, via: Via): ListedSetting => choose(name, value, via),
    reset: (name: string, via: Via): ListedSetting => choose(name, '', via),
  };
}

function setForAll(name: string): MailroomError {
  return new MailroomError('config_invalid', {
    message: `${name} is set for many computers in Redis, which stands above. Nothing was changed.`,
    remediation: 'Whoever may change it for all of them does so with "mailroom flags set".',
    field: name,
  });
}
