import type { JobDetail, ReplayScope } from '../../contract/jobs.ts';

/** A scope that a person may choose, in words. */
export interface ScopeOffer {
  readonly words: string;
  readonly scope: ReplayScope;
}

/** What is asked in a layer above the screen before anything is done. */
export type JobsAsk =
  | { readonly kind: 'replay'; readonly offers: readonly ScopeOffer[] }
  | ({ readonly kind: 'discard' } & ScopeOffer)
  | { readonly kind: 'edit'; readonly detail: JobDetail };
