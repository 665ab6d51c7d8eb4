import { useRef, useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AccountRow } from '../../contract/accounts.ts';
import type { Composition } from '../../contract/compose.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { goTo } from '../app/location.ts';
import {
  decideSend,
  readCheckLine,
  variableOf,
  withoutCopying,
  withoutMissing,
  type CheckItem,
  type Fix,
} from './check/check-line.ts';
import { CheckLine } from './check/CheckLine.tsx';
import type { DraftDesk } from './draft/draft-desk.ts';
import type { DraftSession } from './draft/draft-session.ts';
import type { DraftState } from './draft/draft-state.ts';
import { moveDraft } from './draft/move-draft.ts';
import { DraftActions } from './DraftActions.tsx';
import { DraftNotices } from './DraftNotices.tsx';
import { DraftsMenu } from './DraftsMenu.tsx';
import { MessageEditor } from './editor/MessageEditor.tsx';
import { AllowDrive } from './files/AllowDrive.tsx';
import { FileSection } from './files/FileSection.tsx';
import { copyingFiles } from './files/incoming-files.ts';
import { OptionChips } from './options/OptionChips.tsx';
import { RecipientLines } from './recipients/RecipientLines.tsx';
import { SignatureTool } from './SignatureTool.tsx';
import { selectInField, selectVariable } from './editor/find-in-editor.ts';
import { TemplateTool } from './templates/TemplateTool.tsx';
import type { TemplateWords } from './templates/TemplateForm.tsx';
import { SenderLine } from './SenderLine.tsx';
import { SubjectLine } from './SubjectLine.tsx';
import { UploadProblem } from './UploadProblem.tsx';
import { useDraftFeed } from './use-draft-feed.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useSend } from './use-send.ts';

export interface DraftFormProps {
  readonly desk: DraftDesk;
  readonly session: DraftSession;
  readonly accounts: readonly AccountRow[];
  readonly drafts: readonly Composition[];
  /** The system's own file dialog, where the host has one. */
  readonly pickPaths?: () => Promise<readonly string[]>;
}

/** One message: From, To, Subject, text, files, check line, Send. */
export function DraftForm({ desk, session, accounts, drafts, pickPaths }: DraftFormProps): ReactElement {
  const state = useStore(session.store, useShallow(pickForm));
  const { composition } = state;
  const body = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const isGone = useDraftFeed(session);
  const isDropping = useFileDrop((files) => session.attacher.files(files));
  const settled = withoutCopying(composition.findings, state.isCopying);
  const findings = state.wasPressed ? settled : withoutMissing(settled);
  const items = readCheckLine(findings, state.kept, composition.files);
  const sender = accounts.find(({ id }) => id === composition.account)?.address ?? '';
  const behind = accounts.find(({ id }) => id === composition.account)?.delegation?.through;
  /** Who signs in for it, and has the drive: of a shared mailbox, the account behind it. */
  const owner = accounts.find(({ id }) => id === behind)?.address ?? sender;
  const wasAsked = items.length > 0 && decideSend(items, state.said).kind === 'send';
  const send = useSend(desk, session, wasAsked, () => goToField('to'));
  const hasFiles = composition.files.length > 0 || state.hasIncoming;

  async function sendAs(account: AccountRow['id']): Promise<void> {
    const moved = await moveDraft(desk, session, account);
    if (moved !== null) goTo('write', moved);
  }

  /** Fields carry their name, so that findings can lead to them. */
  function goToField(name: string): void {
    const field = body.current?.querySelector<HTMLElement>(`[data-field="${name}"]`);
    const goal = field?.matches('input') === true ? field : field?.querySelector<HTMLElement>('input, [role], button');
    goal?.focus();
    goal?.scrollIntoView({ block: 'nearest' });
  }

  /** A subject that a person wrote stays. */
  function insertTemplate({ subject, html }: TemplateWords, insertHtml: (html: string) => void): void {
    insertHtml(html);
    if (session.store.getState().subject.trim() === '') session.setSubject(subject);
  }

  /** The first place where a variable still stands; the text where it stands in pieces. */
  function goToVariable(name: string): void {
    const subject = body.current?.querySelector<HTMLInputElement>(
      'input[data-field="subject"], [data-field="subject"] input',
    );
    if (subject !== null && subject !== undefined && selectInField(subject, name)) return;
    const text = body.current?.querySelector<HTMLElement>('[aria-label="Message text"]');
    if (text !== null && text !== undefined && !selectVariable(text, name)) text.focus();
  }

  function attach(): void {
    if (pickPaths === undefined) picker.current?.click();
    else void pickPaths().then((paths) => session.attacher.paths(paths));
  }

  function fix({ key, finding }: CheckItem, { kind, ...rest }: Fix): void {
    const file = composition.files.find((one) => `file:${String(one.file)}` === finding.field);
    const variable = variableOf(finding.field);
    if (variable !== null) goToVariable(variable);
    else if (kind === 'attach') attach();
    else if (kind === 'settings') goTo('settings');
    else if (kind === 'goTo') goToField('field' in rest ? rest.field : 'to');
    else if (kind === 'share' && 'file' in rest) void session.link(rest.file, true);
    else if (kind === 'tryAnyway') void session.ask((compose) => compose.tryAnyway({ id: composition.id }));
    else if (kind === 'keep') session.store.setState(({ kept }) => ({ kept: new Set([...kept, key]) }));
    else if (file !== undefined && kind === 'remove') {
      void session.ask((compose) => compose.detach({ id: composition.id, file: file.file }));
    } else if (file !== undefined) session.attacher.refresh(file.file, file.name);
  }

  return (
    <>
      <div className="write-body" ref={body} data-drop={isDropping || undefined}>
        <SenderLine desk={desk} session={session} accounts={accounts}>
          <DraftsMenu current={composition.id} drafts={drafts} />
        </SenderLine>
        <RecipientLines session={session} />
        <SubjectLine session={session} />
        <div data-field="body">
          <MessageEditor
            key={state.textVersion}
            html={session.store.getState().html}
            pictures={session.pictures}
            focusOnOpen={false}
            onChange={(html) => session.setHtml(html)}
            onPicture={(file, contentId) => session.attacher.picture(file, contentId)}
            onFiles={(files) => session.attacher.files(files)}
            onNotice={setNotice}
            tools={(insertHtml) => (
              <>
                <TemplateTool onInsert={(words) => insertTemplate(words, insertHtml)} />
                <SignatureTool session={session} />
              </>
            )}
          />
        </div>
        <div data-field="files">
          {hasFiles ? <FileSection session={session} onChooseAgain={attach} address={owner} /> : null}
        </div>
        <DraftNotices
          conflict={state.conflict}
          session={session}
          isGone={isGone}
          notice={notice}
          onDismiss={() => setNotice(null)}
        />
      </div>
      <footer className="write-end">
        {state.fault === null ? null : (
          <FaultNote fault={state.fault}>
            {state.fault.error.error_code === 'drive_consent_needed' ? (
              <AllowDrive
                address={owner}
                onAllowed={() => (state.linkWish === null ? undefined : void session.link(state.linkWish, true))}
              />
            ) : null}
          </FaultNote>
        )}
        <UploadProblem
          session={session}
          address={owner}
          onSendAsMe={behind === undefined ? null : () => void sendAs(behind)}
        />
        <CheckLine items={items} onFix={fix} />
        <OptionChips session={session} />
        <DraftActions session={session} send={send} wasAsked={wasAsked} onAttach={attach} />
      </footer>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          session.attacher.files([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** What changes the form as a whole. Letters do not: each of them would draw everything anew. */
function pickForm({
  composition,
  textVersion,
  conflict,
  incoming,
  wasPressed,
  said,
  kept,
  fault,
  linkWish,
}: DraftState) {
  const isCopying = copyingFiles(incoming).length > 0;
  return {
    composition,
    textVersion,
    conflict,
    hasIncoming: incoming.length > 0,
    isCopying,
    wasPressed,
    said,
    kept,
    fault,
    linkWish,
  };
}
