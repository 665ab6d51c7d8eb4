/**
 * What a call or a stream ends with when the engine cannot be reached. `delivered` says whether it may have had an
 * effect: `no` is certain; `unknown` means to look before asking again.
 */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly delivered: 'no' | 'unknown';

  constructor(delivered: 'no' | 'unknown') {
    super('Mailroom cannot reach its engine. What was queued is safe on disk.');
    this.delivered = delivered;
  }
}
