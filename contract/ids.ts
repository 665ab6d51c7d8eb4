import { z } from 'zod';

/** A message's own identity: a UUIDv7, minted when the message is first saved. It is also the marker that the mail carries. */
export const outboxId = z.uuidv7().brand<'OutboxId'>();
export type OutboxId = z.infer<typeof outboxId>;

/** One row of the durable queue. Printed as a decimal string, because it may outgrow a JavaScript number one day. */
export const jobId = z
  .string()
  .regex(/^[1-9]\d*$/)
  .brand<'JobId'>();
export type JobId = z.infer<typeof jobId>;

/** `tenantId:userId`, the identity of a connected mailbox. Its address may change, this does not. */
export const accountId = z.string().min(1).max(400).brand<'AccountId'>();
export type AccountId = z.infer<typeof accountId>;

/** Lower-case hexadecimal SHA-256 of a file's bytes: the name of a blob. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256>;

/** Follows one piece of work through result, log and the service's own log (`client-request-id`). */
export const correlationId = z.uuid().brand<'CorrelationId'>();
export type CorrelationId = z.infer<typeof correlationId>;

/** A moment as ISO 8601 in UTC. */
export const instant = z.iso.datetime();
