import type { FileView } from '../../contract/files.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { Services } from './services.ts';

/** Searches that somebody keeps. */
export function fileViewProcedures({ fileViews, clock, random }: Pick<Services, 'fileViews' | 'clock' | 'random'>) {
  return {
    list: (): FileView[] => [...fileViews.list()],

    /** A new one where the id is null. */
    save({ id, name, query }: Omit<FileView, 'id'> & { readonly id: string | null }): FileView {
      if (id !== null && !fileViews.list().some((view) => view.id === id)) throw noSuchView();
      const view = { id: id ?? random.uuid(), name, query };
      fileViews.save(view, clock.nowMs());
      return view;
    },

    remove: (id: string): { removed: boolean } => ({ removed: fileViews.remove(id) }),
  };
}

function noSuchView(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'This view is not there any more. Nothing was saved.',
    remediation: 'Save the search as a new view.',
    field: 'id',
  });
}
