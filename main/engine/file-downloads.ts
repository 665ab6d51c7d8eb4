import { exportName } from '../core/files/export-name.ts';
import { nameRegister } from '../core/files/name-register.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { FileDownloads } from '../core/ports/file-downloads.ts';
import type { FileExportDeps } from './file-export-procedures.ts';
import { findStoredFile } from './find-stored-file.ts';

export function fileDownloads({ files, read }: Pick<FileExportDeps, 'files' | 'read'>): FileDownloads {
  return {
    prepare(ids) {
      const register = nameRegister();
      const found = [...new Set(ids)].map((id) => ({ id, ...findStoredFile(files, id) }));
      return {
        downloads: found.flatMap((result) => {
          if (result.kind === 'failed') return [];
          const { id, file, bytes } = result;
          const name = register.take(exportName(file));
          return [{ id, name, sizeBytes: bytes.sizeBytes, receivedAtMs: Date.parse(file.receivedAt) }];
        }),
        failed: found.flatMap((result) => (result.kind === 'failed' ? [{ id: result.id, error: result.error }] : [])),
      };
    },

    async *read(id) {
      const found = findStoredFile(files, id);
      if (found.kind === 'failed') throw notReadable(found.error.message);
      try {
        yield* read(found.bytes);
      } catch (error) {
        if (error instanceof MailroomError && error.code === 'file_damaged') {
          await files.reportDamage(found.bytes.sha256);
        }
        throw error;
      }
    },
  };
}

function notReadable(message: string): MailroomError {
  return new MailroomError('message_state_conflict', { message, remediation: 'Fetch it again.', retriable: true });
}
