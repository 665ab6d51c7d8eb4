import { z } from 'zod';

/** Null where the server does not show headers. */
export const headerList = z
  .array(z.object({ name: z.string(), value: z.string() }))
  .nullish()
  .catch(null);

/** Whether a message is worth being read as a report. What it reports, if anything, only its parts say. */
export function mayBeReport(headers: z.infer<typeof headerList>, from: string): boolean {
  if (headers === null || headers === undefined || headers.length === 0) return isDaemon(from);
  return headers.some(({ name, value }) => {
    const key = name.toLowerCase();
    return key === 'content-type' ? /^\s*multipart\/report\b/i.test(value) : key === 'x-ms-exchange-message-is-ndr';
  });
}

/** Who writes reports; RFC 5321 lets them come from nobody. */
function isDaemon(from: string): boolean {
  return from === '' || /^(mailer-daemon|postmaster|microsoftexchange[0-9a-f]*)@/i.test(from);
}
