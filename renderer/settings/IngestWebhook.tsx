import { useState, type ReactElement } from 'react';
import { Form } from 'react-aria-components';
import type { WebhookStatus } from '../../contract/ingest.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { useIngestStatus } from '../files/ingest-state.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { readWebhookForm } from './read-webhook-form.ts';

/** Being told of new mail at once: what it needs, that nothing is missed without it, and switching it on and off. */
export function IngestWebhook(): ReactElement | null {
  const webhook = useIngestStatus()?.webhook ?? null;
  if (webhook === null) return null;
  const isOn = webhook.port !== null;
  return (
    <div className="ingest">
      <p>
        <span className="setting-label">Notifications</span>
        <span className="setting-about">
          Microsoft 365 can tell of new mail the moment it arrives, but only at a public address: a tunnel or relay of
          yours that leads to a port of this computer. Without one nothing is missed: every folder is looked at every
          five minutes, so files only come that much later.
        </span>
      </p>
      <p className="tone" data-tone={webhook.problem !== null ? 'amber' : isOn ? 'moss' : 'ink'}>
        {standsWords(webhook)}
      </p>
      {webhook.isManaged ? (
        <p className="setting-about">Set by the environment or your administrator.</p>
      ) : (
        <WebhookForm key={String(webhook.port)} webhook={webhook} />
      )}
    </div>
  );
}

function standsWords({ port, publicUrl, problem }: WebhookStatus): string {
  if (problem !== null) return problem;
  if (port === null) return 'Off. New mail is found within five minutes.';
  return publicUrl === null ? `Listening on port ${port}, without an address yet.` : `On, at ${publicUrl}.`;
}

function WebhookForm({ webhook }: { readonly webhook: WebhookStatus }): ReactElement {
  const client = useClient();
  const [port, setPort] = useState(String(webhook.port ?? ''));
  const [address, setAddress] = useState(webhook.publicUrl ?? '');
  const listen = useAction(
    (input: { port: number | null; publicUrl: string | null }) => client.ingest.listen(input),
    (status) => announce(standsWords(status)),
  );
  const read = readWebhookForm(port, address);
  const save = (): void => {
    if (read.kind === 'read') listen.run({ port: read.port, publicUrl: read.publicUrl });
  };
  return (
    <Form
      className="ingest-webhook"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label="Port of this computer"
        value={port}
        onChange={setPort}
        problem={read.portProblem}
        placeholder="8443"
      />
      <Field
        label="Public address"
        value={address}
        onChange={setAddress}
        problem={read.addressProblem}
        placeholder="https://mail-hook.example.org"
      />
      <div className="ingest-actions">
        <Button
          onPress={save}
          isPending={listen.isRunning}
          command={read.kind === 'read' ? commands['ingest.listen'](read) : null}
          unavailable={read.kind === 'read' ? null : 'It needs a port and an address.'}
        >
          {webhook.port === null ? 'Switch on' : 'Change'}
        </Button>
        {webhook.port === null ? null : (
          <Button onPress={() => listen.run({ port: null, publicUrl: null })} command={commands['ingest.listen'](null)}>
            Switch off
          </Button>
        )}
      </div>
      {listen.fault === null ? null : <FaultNote fault={listen.fault} />}
    </Form>
  );
}
