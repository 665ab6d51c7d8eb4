/** Subjects, file names and a service's words must not steer the terminal: control characters become spaces. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
