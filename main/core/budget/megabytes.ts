/** In megabytes of 10⁶ bytes, with one digit behind the point, rounded up: what is too large never reads as if it fitted. */
export function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 1e5) / 10);
}
