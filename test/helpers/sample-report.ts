/** A report in parts, each of which a test may leave out or forge. */
export interface SampleReport {
  readonly from?: string;
  readonly subject?: string;
  readonly type?: 'delivery-status' | 'disposition-notification';
  readonly headers?: readonly string[];
  /** Groups of fields, one for each recipient. */
  readonly groups?: readonly (readonly string[])[];
  /** Message-ID of the returned mail; null: nothing is returned. */
  readonly about?: string | null;
  readonly returnedAs?: 'message/rfc822' | 'text/rfc822-headers';
  readonly returnedHeaders?: readonly string[];
  readonly text?: string;
}

export function failed(address: string, status = '5.1.1', said = `550 ${status} refused`): readonly string[] {
  return [
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${said}`,
  ];
}

/** As a mail system other than Exchange writes it (RFC 3464). */
export function sampleReport(report: SampleReport): string {
  const { type = 'delivery-status', groups = [], about = null, returnedAs = 'message/rfc822' } = report;
  const fields =
    type === 'delivery-status'
      ? [['Reporting-MTA: dns; mx.fabrikam.example'], ...groups].map((group) => group.join('\r\n')).join('\r\n\r\n')
      : groups.map((group) => group.join('\r\n')).join('\r\n\r\n');
  const returned =
    about === null
      ? []
      : [
          '--=_b',
          `Content-Type: ${returnedAs}`,
          '',
          ...(report.returnedHeaders ?? []),
          `Message-ID: ${about}`,
          'Subject: Plans',
          '',
          '',
        ];
  return [
    `From: ${report.from ?? 'Mail Delivery System <MAILER-DAEMON@mx.fabrikam.example>'}`,
    `Subject: ${report.subject ?? 'Undelivered Mail Returned to Sender'}`,
    ...(report.headers ?? []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="=_b"`,
    '',
    '--=_b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    report.text ?? 'The mail could not be delivered.',
    '',
    '--=_b',
    `Content-Type: message/${type}`,
    '',
    fields,
    '',
    ...returned,
    '--=_b--',
    '',
  ].join('\r\n');
}
