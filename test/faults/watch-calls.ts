import { setTimeout as wait } from 'node:timers/promises';
import { callSite, type MailCall } from './failpoints.ts';
import type { ReaderCall } from './ingest/failpoints.ts';
import type { Executioner } from './wrap-engine.ts';

/** Puts failpoints before, in and after each call to the far end. */
export function watchCalls(executioner: Executioner) {
  return <Parameters extends readonly unknown[], Answer>(
    name: MailCall | ReaderCall,
    call: (...parameters: Parameters) => Promise<Answer>,
  ) =>
    async (...parameters: Parameters): Promise<Answer> => {
      executioner.pass(callSite('before', name));
      const sentence = executioner.sentence(callSite('in flight', name));
      const running = call(...parameters);
      if (sentence !== null) {
        await Promise.race([running, wait(sentence.afterMs)]);
        executioner.die(callSite('in flight', name));
      }
      const answer = await running;
      executioner.pass(callSite('after', name));
      return answer;
    };
}
