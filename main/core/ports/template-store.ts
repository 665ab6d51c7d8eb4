import type { Template } from '../../../contract/templates.ts';

export interface TemplateStore {
  /** By name. */
  list(): readonly Template[];
  /** Replaces those with these ids. All or none. */
  save(templates: readonly Template[], nowMs: number): void;
  remove(id: string): boolean;
}
