/** How sending went in the last window, over all installations that are measured. */
export interface SendMeasures {
  /** Executions of `outlook.send` in the window; null when not known. */
  readonly executions: number | null;
  /** Failed over all, 0 to 1; null without a single execution. */
  readonly errorShare: number | null;
  readonly p95Seconds: number | null;
  /** How old the newest number is; null when there is none at all. */
  readonly ageS: number | null;
  /** Why nothing could be asked, for a person; null when it could. */
  readonly problem: string | null;
}

/** Whoever measured. Never rejects: what cannot be had is null. */
export interface SendMeasuresSource {
  measure(): Promise<SendMeasures>;
}
