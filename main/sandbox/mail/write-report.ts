/** What happened to one copy, as RFC 3464 says it. */
export interface ReportFacts {
  readonly action: 'failed' | 'delayed' | 'delivered';
  readonly address: string;
  /** The enhanced status code. */
  readonly status: string;
  readonly diagnostic: string;
}

export interface ReportMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly internetMessageId: string;
  readonly atMs: number;
  /** Message-ID of the mail that it is about. */
  readonly about: string;
  /** That mail, as far as it is returned. */
  readonly original: string;
}

/** A report as Exchange writes it: words for a person, fields for programs, the returned mail. */
export function writeReport(mail: ReportMail, facts: ReportFacts): string {
  const boundary = `_sandbox_report_${mail.atMs.toString(36)}_`;
  const { action, address, status, diagnostic } = facts;
  const lines = [
    `From: ${mail.from}`,
    `To: <${mail.to}>`,
    `Subject: ${mail.subject}`,
    `Date: ${new Date(mail.atMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${mail.internetMessageId}`,
    `In-Reply-To: ${mail.about}`,
    `References: ${mail.about}`,
    ...(action === 'failed' ? ['X-MS-Exchange-Message-Is-Ndr:'] : []),
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;`,
    `\tboundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset="us-ascii"',
    '',
    `${words[action]} ${address}`,
    '',
    'This report was made by the sandbox tenant.',
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;mail.sandbox.example',
    `Arrival-Date: ${new Date(mail.atMs).toUTCString().replace('GMT', '+0000')}`,
    '',
    `Original-Recipient: rfc822;${address}`,
    `Final-Recipient: rfc822;${address}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp;${diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: message/rfc822',
    '',
    mail.original,
    '',
    `--${boundary}--`,
    '',
  ];
  return lines.join('\r\n');
}

const words = {
  failed: 'Delivery has failed to this recipient:',
  delayed: 'Delivery to this recipient is delayed and will be tried again:',
  delivered: 'Your message has been delivered to this recipient:',
} as const;
