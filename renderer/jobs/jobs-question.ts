import { create } from 'zustand';

export type JobsTab = 'causes' | 'all' | 'dead';

interface JobsQuestion {
  readonly tab: JobsTab;
  readonly typed: string;
  /** Whether dead letters that were replayed or discarded are listed too. */
  readonly withDealtWith: boolean;
}

/** What the list shows, kept while another screen is looked at. */
export const useJobsQuestion = create<JobsQuestion>(() => ({ tab: 'causes', typed: '', withDealtWith: false }));

export function ask(change: Partial<JobsQuestion>): void {
  useJobsQuestion.setState(change);
}
