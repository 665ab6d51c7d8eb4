import { listSettings } from '../core/policy/list-settings.ts';
import { accountProcedures } from './account-procedures.ts';
import { composeProcedures } from './compose-procedures.ts';
import { diagnose } from './doctor.ts';
import { guardCalls } from './guard-calls.ts';
import type { ApiRouter } from './host.ts';
import { outboxProcedures } from './outbox-procedures.ts';
import { runUntilIdle } from './run-until-idle.ts';
import { sandboxProcedures } from './sandbox-procedures.ts';
import type { Services } from './services.ts';
import { shellProcedures } from './shell-procedures.ts';

/** The contract, implemented. One router for every host and transport. */
export function createRouter(services: Services): ApiRouter {
  const guarded = guardCalls((line) => services.log(line));
  const accounts = accountProcedures(services);
  const outbox = outboxProcedures(services);
  const compose = composeProcedures(services);
  const shell = shellProcedures(services);
  const sandbox = sandboxProcedures(services);
  return guarded.router({
    accounts: {
      list: guarded.accounts.list.handler(() => accounts.list()),
      signIn: guarded.accounts.signIn.handler(({ input, signal }) => accounts.signIn(input, signal)),
      signOut: guarded.accounts.signOut.handler(({ input }) => accounts.signOut(input)),
    },
    outbox: {
      preview: guarded.outbox.preview.handler(({ input, signal }) => outbox.preview(input, signal)),
      submit: guarded.outbox.submit.handler(({ input, signal }) => outbox.submit(input, signal)),
      list: guarded.outbox.list.handler(({ input }) => outbox.list(input.states)),
      show: guarded.outbox.show.handler(({ input }) => outbox.show(input.id)),
      pause: guarded.outbox.pause.handler(({ input }) => outbox.pause(input.id)),
      resume: guarded.outbox.resume.handler(({ input }) => outbox.resume(input.id)),
      cancel: guarded.outbox.cancel.handler(({ input }) => outbox.cancel(input.id)),
      confirm: guarded.outbox.confirm.handler(({ input }) => outbox.confirm(input.id, input.verdict)),
      lookNow: guarded.outbox.lookNow.handler(({ input }) => outbox.lookNow(input.id)),
      watch: guarded.outbox.watch.handler(({ input, signal }) => outbox.watch(input.id, signal)),
      watchAll: guarded.outbox.watchAll.handler(({ signal }) => outbox.watchAll(signal)),
    },
    compose: {
      start: guarded.compose.start.handler(({ input }) => compose.start(input.account)),
      read: guarded.compose.read.handler(({ input }) => compose.read(input.id)),
      list: guarded.compose.list.handler(() => compose.list()),
      save: guarded.compose.save.handler(({ input }) => compose.save(input.id, input.revision, input.text)),
      attach: guarded.compose.attach.handler(({ input, signal }) => compose.attach(input, signal)),
      detach: guarded.compose.detach.handler(({ input }) => compose.detach(input.id, input.file)),
      reorder: guarded.compose.reorder.handler(({ input }) => compose.reorder(input.id, input.files)),
      refresh: guarded.compose.refresh.handler(({ input, signal }) => compose.refresh(input.id, input.file, signal)),
      submit: guarded.compose.submit.handler(({ input }) => compose.submit(input.id, input.revision, input.holdMs)),
      discard: guarded.compose.discard.handler(({ input }) => compose.discard(input.id)),
      reopen: guarded.compose.reopen.handler(({ input }) => compose.reopen(input.id)),
      watch: guarded.compose.watch.handler(({ input, signal }) => compose.watch(input.id, signal)),
      readRecipients: guarded.compose.readRecipients.handler(({ input }) => compose.readRecipients(input.text)),
    },
    shell: {
      status: guarded.shell.status.handler(({ signal }) => shell.status(signal)),
      pauseAll: guarded.shell.pauseAll.handler(() => shell.pauseAll()),
      resumeAll: guarded.shell.resumeAll.handler(() => shell.resumeAll()),
    },
    sandbox: {
      state: guarded.sandbox.state.handler(() => sandbox.state()),
      cause: guarded.sandbox.cause.handler(({ input }) => sandbox.cause(input.fault)),
      clear: guarded.sandbox.clear.handler(() => sandbox.clear()),
    },
    engine: {
      work: guarded.engine.work.handler(() => {
        services.worker.start();
        return { working: true };
      }),
      runUntilIdle: guarded.engine.runUntilIdle.handler(({ input, signal }) => {
        const { outbox: store, workerDeps: worker, clock } = services;
        const sinceMs = input.since === undefined ? clock.nowMs() : Date.parse(input.since);
        const stop = signal ?? new AbortController().signal;
        return runUntilIdle({ store, worker, clock, sinceMs, standing: services.worker.standing() }, stop);
      }),
      doctor: guarded.engine.doctor.handler(() => diagnose(services)),
      settings: guarded.engine.settings.handler(() => listSettings(services.loaded.settings, services.loaded.origins)),
    },
  });
}
