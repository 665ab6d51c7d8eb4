import type { FlagName, FlagRow, FlagValue } from '../../contract/flags.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { flagKey, flagKinds, flagSettings, listFlags } from '../core/policy/flags.ts';
import type { Services } from './services.ts';

export interface FlagOrder {
  readonly name: FlagName;
  readonly value: FlagValue;
  readonly reason: string;
  readonly via: 'window' | 'command';
}

type FlagServices = Pick<Services, 'flags' | 'choices' | 'audit' | 'actor' | 'clock'>;

export function flagsProcedures({ flags, choices, audit, actor, clock }: FlagServices) {
  const rows = (): FlagRow[] => listFlags(flags.now(), clock.nowMs());

  function rowOf(name: FlagName): FlagRow {
    const row = rows().find((one) => one.name === name);
    if (row === undefined) throw outOfRange(name);
    return row;
  }

  function record(order: FlagOrder, from: string | null, where: string): void {
    const { name, value, reason, via } = order;
    const details = { from, to: String(value), where };
    audit.append({ actor, via, action: 'flag.set', subject: `flag:${name}`, reason, details }, clock.nowMs());
  }

  async function share(order: FlagOrder): Promise<void> {
    const shared = await flags.share(order.name, String(order.value));
    if (shared === null) throw unavailable();
    record(order, shared.before, flagKey(order.name));
  }

  return {
    async list(): Promise<FlagRow[]> {
      await flags.refresh();
      return rows();
    },

    async set(order: FlagOrder): Promise<FlagRow> {
      const { name, value } = order;
      if (flagKinds[name].parse(String(value)) !== value) throw outOfRange(name);
      const { origin, isManaged } = rowOf(name);
      if (isManaged) throw managed(name, origin === 'policy' ? 'your administrator’s policy file' : 'the environment');
      if (flags.shared() === null) {
        choices.choose(flagSettings[name], String(value), ({ from, name: where }) => record(order, from, where));
      } else {
        await share(order);
        // What a person had chosen here alone would stand against what is now said for all, if it is a stop.
        if (origin === 'person') choices.choose(flagSettings[name], '', () => undefined);
      }
      return rowOf(name);
    },
  };
}

function managed(name: FlagName, who: string): MailroomError {
  return new MailroomError('flag_managed', {
    message: `${flagSettings[name]} is set by ${who}, which stands above. Nothing was changed.`,
    remediation: 'Change it there, or ask whoever manages this computer.',
    field: name,
  });
}

function unavailable(): MailroomError {
  return new MailroomError('flags_unavailable', {
    message: 'Redis did not answer, so it is not known whether the flag was set. The last known flags hold here.',
    remediation: 'Look with "mailroom flags list" once it answers, and set it again.',
    field: 'REDIS_URL',
    retriable: true,
  });
}

function outOfRange(name: FlagName): MailroomError {
  return new MailroomError('validation_error', {
    message: `The flag ${name} must be ${flagKinds[name].range}. Nothing was changed.`,
    remediation: 'Give a value in that range.',
    field: 'value',
  });
}
