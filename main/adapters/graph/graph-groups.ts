import { z } from 'zod';
import type { DirectoryGroup, GroupDirectory, GroupMember } from '../../core/ports/group-directory.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';

const group = z
  .object({ id: z.string().min(1), displayName: z.string().nullish() })
  .transform(({ id, displayName }): DirectoryGroup => ({ id, name: displayName ?? '' }));

/** What a member is; without the right to read users it is hardly more than its id. */
const member = z.object({
  '@odata.type': z.string().nullish(),
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
});
type Member = z.infer<typeof member>;

/** Groups by Microsoft Graph. Needs GroupMember.Read.All, to which an administrator consents: docs/graph.md. */
export function graphGroups(client: GraphClient): GroupDirectory {
  return {
    async findGroup(call, address) {
      const filter = encodeURIComponent(`mail eq '${address.replaceAll("'", "''")}'`);
      const found = await listPages(client, call, `/groups?$filter=${filter}&$select=id,displayName`, readGroup);
      return found.ok ? { ...found, value: found.value[0] ?? null } : found;
    },

    async listMembers(call, groupId): Promise<Reply<readonly GroupMember[]>> {
      const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers?$select=id,displayName,mail&$top=999`;
      const found = await listPages(client, call, path, readMember);
      if (!found.ok) return found;
      const people = found.value.filter(mayHaveMail);
      return {
        ...found,
        value: people.map(({ displayName, mail }) => ({ name: displayName ?? null, address: mail ?? null })),
      };
    },
  };
}

function readGroup(json: unknown): DirectoryGroup | undefined {
  return group.safeParse(json).data;
}

function readMember(json: unknown): Member | undefined {
  return member.safeParse(json).data;
}

/** Not the groups within, whose members are listed too, nor devices and applications. */
function mayHaveMail({ '@odata.type': type }: Member): boolean {
  return type === null || type === undefined || /\.(user|orgContact)$/i.test(type);
}
