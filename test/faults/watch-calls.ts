import { setTimeout as wait } from 'node:timers/promises';
import type { CallContext } from '../../main/core/ports/mail-service.ts';
import { callSite } from './failpoints.ts';
import type { Executioner } from './wrap-engine.ts';

/**
 * Puts failpoints before, in and after each call to the far end. What they are called may depend on what the call is
 * about; null: it is about nothing that is tested here.
 */
export function watchCalls(
  executioner: Executioner,
  nameOf: (name: string, call: CallContext) => string | null = (name) => name,
) {
  return <Given extends readonly [CallContext, ...unknown[]], Answer>(
    plainName: string,
    call: (...given: Given) => Promise<Answer>,
  ) =>
    async (...given: Given): Promise<Answer> => {
      const name = nameOf(plainName, given[0]);
      if (name === null) return call(...given);
      executioner.pass(callSite('before', name));
      const sentence = executioner.sentence(callSite('in flight', name));
      const running = call(...given);
      if (sentence !== null) {
        await Promise.race([running, wait(sentence.afterMs)]);
        executioner.die(callSite('in flight', name));
      }
      const answer = await running;
      executioner.pass(callSite('after', name));
      return answer;
    };
}
