export interface SendSituation {
  /** Files on their way from the page to the engine. */
  readonly copying: number;
  /** Files that the server has not confirmed as attached. */
  readonly unattached: number;
  /** Send was pressed and waits for the copying alone. */
  readonly waitsForCopies: boolean;
  /** The check line has said something; the next press sends. */
  readonly asked: boolean;
  /** What was asked about is a message for later. */
  readonly scheduled: boolean;
}

/** What the Send button says. It is never disabled for an upload. */
export function sendLabel({ copying, unattached, waitsForCopies, asked, scheduled }: SendSituation): string {
  if (waitsForCopies) return 'Do not send yet';
  const base = copying + unattached === 0 ? 'Send' : 'Send when attached';
  if (!asked) return base;
  if (scheduled) return 'Schedule anyway';
  return base === 'Send' ? 'Send anyway' : 'Send anyway when attached';
}

export function waitingForCopiesText(copying: number): string {
  const files = copying === 1 ? 'one file is' : `${String(copying)} files are`;
  return `Goes to the Outbox as soon as ${files} copied. Keep this window open until then.`;
}
