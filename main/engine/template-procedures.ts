import type { Template, TemplateDocument } from '../../contract/templates.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { allVariables, fillDocument } from '../core/templates/fill-document.ts';
import type { Services } from './services.ts';

/** Texts that are used again and again. */
export function templateProcedures({ stationery, clock, random }: Pick<Services, 'stationery' | 'clock' | 'random'>) {
  const { templates, html } = stationery;

  function ready(id: string, document: TemplateDocument): Template {
    const { name, subject } = document;
    const clean = { name, subject, html: html.clean(document.html).html };
    return { ...clean, id, variables: allVariables({ ...clean, variables: document.variables }) };
  }

  return {
    list: (): Template[] => [...templates.list()],

    save({ id, ...document }: TemplateDocument & { readonly id: string | null }): Template {
      const others = templates.list().filter((one) => one.id !== id);
      if (others.some((one) => isSameName(one, document))) throw nameTaken(document.name);
      const saved = ready(id ?? random.uuid(), document);
      templates.save([saved], clock.nowMs());
      return saved;
    },

    remove: (id: string): { removed: boolean } => ({ removed: templates.remove(id) }),

    import(documents: readonly TemplateDocument[]): { added: number; replaced: number } {
      const known = templates.list();
      const read: Template[] = [];
      for (const document of documents) {
        if (read.some((one) => isSameName(one, document))) throw nameTaken(document.name);
        read.push(ready(known.find((one) => isSameName(one, document))?.id ?? random.uuid(), document));
      }
      templates.save(read, clock.nowMs());
      const replaced = read.filter(({ id }) => known.some((one) => one.id === id)).length;
      return { added: read.length - replaced, replaced };
    },

    fillIn(id: string, values: Readonly<Record<string, string>>) {
      const found = templates.list().find((one) => one.id === id);
      if (found === undefined) throw noTemplate();
      const { missing, ...filled } = fillDocument(found, values);
      return { ...filled, missing: [...missing] };
    },
  };
}

export function isSameName(a: { readonly name: string }, b: { readonly name: string }): boolean {
  return a.name.trim().toLowerCase() === b.name.trim().toLowerCase();
}

function nameTaken(name: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `There is another template called “${name}”. Nothing was saved.`,
    remediation: 'Give it a name of its own.',
    field: 'name',
  });
}

function noTemplate(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'This template is not there any more.',
    remediation: 'Choose another one.',
    field: 'id',
  });
}
