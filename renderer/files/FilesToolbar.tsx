import { LayoutGrid, List } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileQuery } from '../../contract/files.ts';
import { formatCount, countWords } from '../ui/format/count-words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { FileListState } from './file-list.ts';
import { ask, type FilesLook } from './files-question.ts';
import { ViewsMenu } from './ViewsMenu.tsx';

/** How many there are, the searches that are kept, and list or pictures. */
export function FilesToolbar({
  state,
  query,
  look,
}: {
  readonly state: FileListState;
  readonly query: FileQuery;
  readonly look: FilesLook;
}): ReactElement {
  return (
    <div className="files-toolbar">
      <span className="files-count" role="status">
        {state.isKnown ? countOf(state) : ''}
      </span>
      <ViewsMenu query={query} />
      {look === 'list' ? (
        <IconButton icon={LayoutGrid} label="Show as pictures" onPress={() => ask({ look: 'tiles' })} />
      ) : (
        <IconButton icon={List} label="Show as a list" onPress={() => ask({ look: 'list' })} />
      )}
    </div>
  );
}

function countOf({ count, isExact, isCut }: FileListState): string {
  if (isCut) return `The first ${formatCount(count)}`;
  return isExact ? countWords(count, 'file') : `${formatCount(count)} and more`;
}
