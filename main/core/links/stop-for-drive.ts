import type { StructuredError } from '../../../contract/errors.ts';
import { structuredError } from '../mailroom-error.ts';
import { drafted } from '../outbox/attachment-steps.ts';
import { requestIdOf, type StepContext, type StepResult, yieldToFault } from '../outbox/step-context.ts';
import type { ServiceFault } from '../ports/reply.ts';

/** Statuses with which a mailbox that has no drive for us answers; they come before any byte has moved. */
const noDriveStatuses: readonly number[] = [400, 403, 404, 405, 410, 423, 501];

/** Ends a run on a fault of the drive. One that more tries cannot help says which file, and what to do instead. */
export function stopForDrive(context: StepContext, fault: ServiceFault, doing: string): StepResult {
  const error = explainDriveFault(fault);
  if (error === null) return yieldToFault(context, fault, { ...drafted, doing });
  const { deps, record } = context;
  // While it is being written nothing is lost by a refusal: the person sees why and attaches the file instead.
  const step = record.submittedAtMs === null ? 'drafted' : 'failed';
  const note = { what: error.message, requestId: requestIdOf(fault) };
  deps.store.change(record.id, { from: ['drafted'] }, { step, wait: null, error }, note, deps.clock.nowMs());
  return { kind: 'done' };
}

/** Null for a fault that passes. What is too large for a mail has no other way but to be smaller. */
export function explainDriveFault(fault: ServiceFault, isTooLarge = false): StructuredError | null {
  if (fault.kind !== 'refused') return null;
  const otherWay = isTooLarge ? 'split the file' : 'attach the file instead';
  const details = { http_status: fault.status, graph_code: fault.code };
  if (fault.status === 507 || /quotalimitreached|insufficient.*storage/i.test(fault.code)) {
    return structuredError('drive_full', {
      message: 'Your OneDrive has no room for the file that is to be shared as a link. Nothing was sent.',
      remediation: `Free some space in your OneDrive, or ${otherWay}.`,
      field: 'attachments',
      details,
    });
  }
  if (fault.code === 'consentRequired') {
    return structuredError('drive_consent_needed', {
      message: 'Mailroom may not use your OneDrive yet, so no file can be shared as a link. Nothing was sent.',
      remediation: `Allow it once (mailroom login --drive), or ${otherWay}.`,
      field: 'attachments',
      details,
    });
  }
  if (!noDriveStatuses.includes(fault.status)) return null;
  return structuredError('drive_unavailable', {
    message:
      'This account has no OneDrive that Mailroom may use, so no file can be shared as a link. Nothing was sent.',
    remediation: `Ask your administrator for OneDrive and the permission Files.ReadWrite, or ${otherWay}.`,
    field: 'attachments',
    details,
  });
}
