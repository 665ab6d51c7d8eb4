/** What the service says of one recipient before anything is sent. Null: it did not say. */
export interface MailTip {
  readonly address: string;
  /** As the service wrote it, which may be HTML; null without one. */
  readonly automaticReply: string | null;
  readonly isFull: boolean;
  readonly isRestricted: boolean;
  readonly isModerated: boolean;
  /** The directory does not know the address. */
  readonly isInvalid: boolean;
  readonly maxMessageBytes: number | null;
  /** Of a group, or 1. */
  readonly members: number | null;
  readonly outsideMembers: number | null;
}
