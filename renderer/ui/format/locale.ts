/** The words of the window are English, so its numbers and times are too: 24-hour clock, decimal point. */
export const locale = 'en-GB';
