import type { JobStore } from '../../../main/core/ports/job-store.ts';

export interface JobStoreSubject {
  readonly store: JobStore;
  /** Another process takes the store over, as after a crash. */
  nextOwner(): JobStore;
}

/** One sentence that every implementation must make true. Throws when it does not. */
export type Rules = Readonly<Record<string, (subject: JobStoreSubject) => void>>;
