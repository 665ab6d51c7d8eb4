/** An item of a notification as it is remembered: the same again is no news. */
export interface NotificationMark {
  readonly subscription: string;
  readonly kind: string;
  /** SHA-256 of what the item says, in hexadecimal. */
  readonly digest: string;
}

export interface NotificationStore {
  /**
   * One transaction: remembers the marks and calls `act` for each that is new, whose writes commit with it or not at all.
   * Returns how many were new. Throws when it could not be stored.
   */
  takeIn<Mark extends NotificationMark>(marks: readonly Mark[], act: (mark: Mark) => void, nowMs: number): number;
}
