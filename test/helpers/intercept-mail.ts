import type { CallContext, MailService } from '../../main/core/ports/mail-service.ts';
import type { Instrument } from '../../main/engine/host.ts';

export type MailMethod = keyof MailService;

/** Something to do right before or after a request of the engine, while nothing else of its message goes on. */
export interface Interception {
  before?(method: MailMethod, call: CallContext): Promise<void> | void;
  after?(method: MailMethod, call: CallContext): Promise<void> | void;
}

export function interceptMail(interception: Interception): Instrument {
  return {
    mail: (mail) =>
      new Proxy(mail, {
        get(target, name) {
          const method = name as MailMethod;
          // One wrapper for all methods: each takes its call first and answers with a promise.
          const original = target[method] as (call: CallContext, ...rest: unknown[]) => Promise<unknown>;
          return async (call: CallContext, ...rest: unknown[]) => {
            await interception.before?.(method, call);
            const reply = await original(call, ...rest);
            await interception.after?.(method, call);
            return reply;
          };
        },
      }),
  };
}
