import type { CallContext } from './mail-service.ts';
import type { Reply } from './reply.ts';

export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
}

export interface GroupMember {
  readonly name: string | null;
  /** Null: it has none, or the sign-in may not read it. */
  readonly address: string | null;
}

/** Groups of the organisation. Optional for a service: any call may be refused without harm. */
export interface GroupDirectory {
  /** Null: no group has this address. */
  findGroup(call: CallContext, address: string): Promise<Reply<DirectoryGroup | null>>;
  /** Everybody in it, groups within it included, which are not named themselves. */
  listMembers(call: CallContext, groupId: string): Promise<Reply<readonly GroupMember[]>>;
}
