import type { MergeProblem } from '../../contract/merge.ts';

export const problemWords: Readonly<Record<MergeProblem['kind'], string>> = {
  noAddress: 'No address',
  badAddress: 'Not an address',
  duplicateAddress: 'Address of another row',
  notAllowed: 'May not go there',
  missingVariable: 'No column for a place in the text',
  emptyVariable: 'An empty cell in the text',
  fileMissing: 'A file is missing',
  invalid: 'Cannot be sent',
};
