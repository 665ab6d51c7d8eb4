import type { TemplateDocument, TemplateVariable } from '../../../contract/templates.ts';
import { fillHtmlTemplate, fillTemplate, readVariables } from './fill-template.ts';

export interface FilledDocument {
  readonly subject: string;
  readonly html: string;
  /** Names that neither the values nor a default answer. They stand in the text as they are. */
  readonly missing: readonly string[];
}

/** Subject and text with the values put in, and the defaults where there is none. */
export function fillDocument(
  { subject, html, variables }: TemplateDocument,
  values: Readonly<Record<string, string>>,
): FilledDocument {
  const defaults = variables.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const all = { ...Object.fromEntries(defaults), ...values };
  const filledSubject = fillTemplate(subject, all);
  const filledHtml = fillHtmlTemplate(html, all);
  const missing = [...new Set([...filledSubject.missing, ...filledHtml.missing])];
  return { subject: filledSubject.text.replace(/\s*[\r\n]+\s*/g, ' '), html: filledHtml.text, missing };
}

/** Every variable that the template has, those that only its text names last. */
export function allVariables({ subject, html, variables }: TemplateDocument): TemplateVariable[] {
  const known = new Set(variables.map(({ name }) => name));
  const named = readVariables(`${subject} ${html}`).filter((name) => !known.has(name));
  return [...variables, ...named.map((name) => ({ name, label: '', value: null }))];
}
