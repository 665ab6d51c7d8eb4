import { useState, type ReactElement } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { commands } from '../app/commands.ts';
import { goTo, openLayer, useWindow } from '../app/location.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { keysOf, pressShortcut } from '../app/use-shortcut.ts';
import { stateWord } from '../jobs/job-words.ts';
import { useFoundJobs } from '../jobs/use-found-jobs.ts';
import { stateWords, titleOf } from '../outbox/describe-row.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { carryCommand } from '../ui/carried-command.ts';
import { listWords } from '../ui/format/count-words.ts';
import { findPauses, findRows, findVerbs } from './palette-items.ts';
import { usePauseFor } from './use-pause-for.ts';
import './Palette.css';

/** Verbs first, then recent messages, then jobs by their ids; takes ids pasted from a log. */
export function Palette(): ReactElement {
  const isOpen = useWindow(({ layer }) => layer === 'palette');
  return (
    <ModalOverlay className="veil veil-palette" isOpen={isOpen} onOpenChange={() => openLayer(null)} isDismissable>
      <Modal className="palette">
        <Dialog aria-label="Palette">
          <PaletteList />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteList(): ReactElement {
  const [query, setQuery] = useState('');
  const byId = useOutboxRows((rows) => rows.byId);
  const isPaused = useShellStatus()?.paused ?? false;
  const verbs = findVerbs(query, isPaused);
  const pauses = findPauses(query);
  const pauseFor = usePauseFor();
  const rows = findRows(
    byId.values().map(({ row }) => row),
    query,
  );
  const jobs = useFoundJobs(query);
  const nowMs = Date.now();
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <SearchField
        className="palette-field"
        aria-label="What to do or find"
        autoFocus
        // The field itself would only be emptied: who presses Escape wants to leave.
        onKeyDown={({ key }) => key === 'Escape' && openLayer(null)}
      >
        <Input className="palette-input" placeholder="Do something, or find a message or job by words or id" />
      </SearchField>
      <div className="palette-scroll" tabIndex={0}>
        <Menu
          className="palette-list"
          aria-label="Found"
          renderEmptyState={() => <p className="palette-none">Nothing found.</p>}
        >
          {verbs.length === 0 ? null : (
            <MenuSection>
              <Header className="palette-head">Do</Header>
              {verbs.map(({ words, shortcut, command }) => (
                <MenuItem
                  key={shortcut}
                  id={shortcut}
                  textValue={words}
                  className="palette-item"
                  {...carryCommand(command)}
                  onAction={() => {
                    openLayer(null);
                    pressShortcut(shortcut);
                  }}
                >
                  <span>{words}</span>
                  <kbd>{keysOf(shortcut)}</kbd>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {pauses.length === 0 ? null : (
            <MenuSection>
              <Header className="palette-head">Pause</Header>
              {pauses.map(({ words, hours, command }) => (
                <MenuItem
                  key={words}
                  id={words}
                  textValue={words}
                  className="palette-item"
                  {...carryCommand(command)}
                  onAction={() => {
                    openLayer(null);
                    pauseFor(hours);
                  }}
                >
                  {words}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {rows.length === 0 ? null : (
            <MenuSection>
              <Header className="palette-head">Messages</Header>
              {rows.map((row) => (
                <MenuItem
                  key={row.id}
                  id={row.id}
                  textValue={titleOf(row)}
                  className="palette-item"
                  {...carryCommand(commands['outbox.show'](row.id))}
                  onAction={() => goTo(row.state === 'draft' ? 'write' : 'outbox', row.id)}
                >
                  <span>{titleOf(row)}</span>
                  <span className="palette-aside">{listWords(row.recipients)}</span>
                  <span className="palette-state">{stateWords(row, null, nowMs).words}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {jobs.length === 0 ? null : (
            <MenuSection>
              <Header className="palette-head">Jobs</Header>
              {jobs.map((row) => (
                <MenuItem
                  key={row.id}
                  id={`job ${row.id}`}
                  textValue={row.title}
                  className="palette-item"
                  {...carryCommand(commands['jobs.show'](row.id))}
                  onAction={() => goTo('jobs', row.id)}
                >
                  <span>{row.title}</span>
                  <span className="palette-aside">Job {row.id}</span>
                  <span className="palette-state">{stateWord(row)}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </Menu>
      </div>
      <p className="palette-foot">
        <kbd>{keysOf('copyCommand')}</kbd> copies it as a command
      </p>
    </Autocomplete>
  );
}
