import { implement } from '@orpc/server';
import { api } from '../../contract/api.ts';
import { accountProcedures } from './account-procedures.ts';
import { auditRouter } from './audit-router.ts';
import { composeProcedures } from './compose-procedures.ts';
import { diagnose } from './doctor.ts';
import { fileExportRouter } from './file-export-router.ts';
import { filesRouter } from './files-router.ts';
import { flagsRouter, rolloutRouter } from './flags-router.ts';
import { followOutbox } from './follow-outbox.ts';
import { guardCalls } from './guard-calls.ts';
import { healthRouter } from './health-router.ts';
import type { ApiRouter } from './host.ts';
import { ingestRouter } from './ingest-router.ts';
import { jobsRouter } from './jobs-router.ts';
import { mergeRouter } from './merge-router.ts';
import { outboxProcedures } from './outbox-procedures.ts';
import { recipientsRouter } from './recipients-router.ts';
import { runUntilIdle } from './run-until-idle.ts';
import { sandboxProcedures } from './sandbox-procedures.ts';
import { senderProcedures } from './sender-procedures.ts';
import type { Services } from './services.ts';
import { settingsRouter } from './settings-router.ts';
import { shellProcedures } from './shell-procedures.ts';
import { signaturesRouter, templatesRouter } from './stationery-router.ts';
import { supportRouter } from './support-router.ts';

/** The contract, implemented. One router for every host and transport. */
export function createRouter(services: Services): ApiRouter {
  return {
    accounts: accountsRouter(services),
    outbox: outboxRouter(services),
    compose: composeRouter(services),
    signatures: signaturesRouter(services),
    templates: templatesRouter(services),
    merge: mergeRouter(services),
    shell: shellRouter(services),
    sandbox: sandboxRouter(services),
    recipients: recipientsRouter(services),
    files: { ...filesRouter(services), ...fileExportRouter(services) },
    ingest: ingestRouter(services),
    jobs: jobsRouter(services),
    audit: auditRouter(services),
    settings: settingsRouter(services),
    support: supportRouter(services),
    flags: flagsRouter(services),
    rollout: rolloutRouter(services),
    health: healthRouter(services),
    engine: engineRouter(services),
  };
}

function accountsRouter(services: Services) {
  const guarded = implement(api.accounts).use(guard(services));
  const accounts = accountProcedures(services);
  const senders = senderProcedures(services);
  return {
    list: guarded.list.handler(() => accounts.list()),
    signIn: guarded.signIn.handler(({ input, signal }) => accounts.signIn(input, signal)),
    signOut: guarded.signOut.handler(({ input }) => accounts.signOut(input)),
    addSender: guarded.addSender.handler(({ input }) => senders.add(input)),
    checkSender: guarded.checkSender.handler(({ input }) => senders.check(input.id)),
    removeSender: guarded.removeSender.handler(({ input }) => senders.remove(input.id)),
  };
}

function outboxRouter(services: Services) {
  const guarded = implement(api.outbox).use(guard(services));
  const outbox = outboxProcedures(services);
  return {
    preview: guarded.preview.handler(({ input, signal }) => outbox.preview(input, signal)),
    submit: guarded.submit.handler(({ input, signal }) => outbox.submit(input, signal)),
    list: guarded.list.handler(({ input }) => outbox.list(input.states)),
    show: guarded.show.handler(({ input }) => outbox.show(input.id)),
    pause: guarded.pause.handler(({ input }) => outbox.pause(input.id)),
    resume: guarded.resume.handler(({ input }) => outbox.resume(input.id)),
    command: guarded.command.handler(({ input }) => outbox.command(input)),
    sendFirst: guarded.sendFirst.handler(({ input }) => outbox.sendFirst(input.ids)),
    cancel: guarded.cancel.handler(({ input }) => outbox.cancel(input.id)),
    sendNow: guarded.sendNow.handler(({ input }) => outbox.sendNow(input.id)),
    confirm: guarded.confirm.handler(({ input }) => outbox.confirm(input.id, input.verdict)),
    resend: guarded.resend.handler(({ input }) => outbox.resend(input.id, input.to)),
    dismissBounce: guarded.dismissBounce.handler(({ input }) => outbox.dismissBounce(input.id)),
    lookNow: guarded.lookNow.handler(({ input }) => outbox.lookNow(input.id)),
    watch: guarded.watch.handler(({ input, signal }) => outbox.watch(input.id, signal)),
    watchAll: guarded.watchAll.handler(({ signal }) => outbox.watchAll(signal)),
    follow: guarded.follow.handler(({ signal }) => followOutbox(services, signal)),
  };
}

function composeRouter(services: Services) {
  const guarded = implement(api.compose).use(guard(services));
  const compose = composeProcedures(services);
  return {
    start: guarded.start.handler(({ input }) => compose.start(input)),
    read: guarded.read.handler(({ input }) => compose.read(input.id)),
    list: guarded.list.handler(() => compose.list()),
    save: guarded.save.handler(({ input }) => compose.save(input.id, input.revision, input.text)),
    attach: guarded.attach.handler(({ input, signal }) => compose.attach(input, signal)),
    picture: guarded.picture.handler(({ input }) => compose.picture(input.id, input.contentId)),
    move: guarded.move.handler(({ input }) => compose.move(input.id, input.account)),
    sign: guarded.sign.handler(({ input }) => compose.sign(input.id, input.revision, input.signature)),
    detach: guarded.detach.handler(({ input }) => compose.detach(input.id, input.file)),
    checkLink: guarded.checkLink.handler(({ input, signal }) => compose.checkLink(input, signal)),
    link: guarded.link.handler(({ input, signal }) => compose.link(input, signal)),
    tryAnyway: guarded.tryAnyway.handler(({ input }) => compose.tryAnyway(input.id)),
    reorder: guarded.reorder.handler(({ input }) => compose.reorder(input.id, input.files)),
    refresh: guarded.refresh.handler(({ input, signal }) => compose.refresh(input.id, input.file, signal)),
    submit: guarded.submit.handler(({ input }) => compose.submit(input)),
    discard: guarded.discard.handler(({ input }) => compose.discard(input.id)),
    reopen: guarded.reopen.handler(({ input }) => compose.reopen(input.id)),
    watch: guarded.watch.handler(({ input, signal }) => compose.watch(input.id, signal)),
    readRecipients: guarded.readRecipients.handler(({ input }) => compose.readRecipients(input.account, input.text)),
  };
}

function shellRouter(services: Services) {
  const guarded = implement(api.shell).use(guard(services));
  const shell = shellProcedures(services);
  return {
    status: guarded.status.handler(({ signal }) => shell.status(signal)),
    pauseAll: guarded.pauseAll.handler(() => shell.pauseAll()),
    resumeAll: guarded.resumeAll.handler(() => shell.resumeAll()),
    pauseFor: guarded.pauseFor.handler(({ input }) => shell.pauseFor(input.minutes)),
    commandLine: guarded.commandLine.handler(({ input }) => shell.commandLine(input.words)),
    tellPower: guarded.tellPower.handler(({ input }) => shell.tellPower(input)),
  };
}

function sandboxRouter(services: Services) {
  const guarded = implement(api.sandbox).use(guard(services));
  const sandbox = sandboxProcedures(services);
  return {
    state: guarded.state.handler(() => sandbox.state()),
    cause: guarded.cause.handler(({ input }) => sandbox.cause(input.fault)),
    clear: guarded.clear.handler(() => sandbox.clear()),
  };
}

function engineRouter(services: Services) {
  const guarded = implement(api.engine).use(guard(services));
  return {
    work: guarded.work.handler(() => {
      services.worker.start();
      return { working: true };
    }),
    runUntilIdle: guarded.runUntilIdle.handler(({ input, signal }) => {
      const { outbox: store, workerDeps: worker, clock } = services;
      const sinceMs = input.since === undefined ? clock.nowMs() : Date.parse(input.since);
      const stop = signal ?? new AbortController().signal;
      return runUntilIdle({ store, worker, clock, sinceMs, standing: services.worker.standing() }, stop);
    }),
    doctor: guarded.doctor.handler(() => diagnose(services)),
  };
}

function guard(services: Services) {
  return guardCalls(services.log);
}
