/** What the service's answer, or the lack of one, is known to mean. Data, so that decisions about it can be tested as tables. */
export type ServiceFault =
  /** Not attempted: our own pace or the service's Retry-After says later. */
  | { readonly kind: 'paced'; readonly untilMs: number; readonly because: PaceReason }
  /** Not attempted: nobody is signed in for this mailbox. */
  | { readonly kind: 'signInNeeded'; readonly detail: string }
  /** No connection was ever made, so the service cannot have seen the request. */
  | { readonly kind: 'neverSent'; readonly detail: string }
  /** The request may have arrived; no readable answer came back. The effect is unknown. */
  | { readonly kind: 'lost'; readonly detail: string; readonly clientRequestId: string }
  /** The service answered with an error status. */
  | ServiceRefusal;

export type PaceReason = 'throttled' | 'requests' | 'uploadBytes' | 'messages';

export interface ServiceRefusal {
  readonly kind: 'refused';
  readonly status: number;
  /** The service's own code, `''` when the body carried none. Compare without case. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
  readonly clientRequestId: string;
  /** The address that it was asked for, where that is used through another account. */
  readonly from?: string;
}

export type Reply<T> =
  | { readonly ok: true; readonly value: T; readonly requestId: string | null }
  | { readonly ok: false; readonly fault: ServiceFault };
