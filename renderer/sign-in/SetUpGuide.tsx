import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Dialog.tsx';

const settings = `MS_CLIENT_ID=<Application (client) ID>
MS_TENANT_ID=<Directory (tenant) ID>
PROVIDER_MICROSOFT_ENABLED=true`;

/** The set-up of a real tenant in short; docs/entra-setup.md has the rest. */
export function SetUpGuide({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Sheet
      title="Connect your Microsoft 365 tenant"
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <p>
        One app registration, about five minutes. It takes the right to register applications; consent for everybody
        takes an administrator.
      </p>
      <ol className="guide">
        <li>
          <h3>Register the application</h3>
          <p>
            At <span className="mono">entra.microsoft.com</span>, App registrations, New registration. Accounts in this
            organizational directory only. Redirect URI: platform <em>Public client/native</em>, value{' '}
            <span className="mono">http://localhost</span>, without a port or a path.
          </p>
        </li>
        <li>
          <h3>Make no secret</h3>
          <p>A program on somebody’s desk cannot keep one. PKCE takes its place.</p>
        </li>
        <li>
          <h3>Allow what it does</h3>
          <p>
            API permissions, Microsoft Graph, <em>Delegated</em>: <span className="mono">Mail.ReadWrite</span>,{' '}
            <span className="mono">Mail.Send</span>, <span className="mono">User.Read</span>,{' '}
            <span className="mono">offline_access</span>, <span className="mono">openid</span>,{' '}
            <span className="mono">profile</span>. Where people may not consent themselves, grant admin consent.
          </p>
        </li>
        <li>
          <h3>Tell Mailroom, and start it again</h3>
          <pre className="guide-settings mono">{settings}</pre>
          <p>
            Under Connection in Settings, as environment variables, or in the administrator’s policy file.{' '}
            <span className="mono">mailroom doctor</span> says what is set, by whom, and what does not work.
          </p>
        </li>
      </ol>
      <p>
        National clouds, sign-in on servers and the meaning of each AADSTS number are in{' '}
        <span className="mono">docs/entra-setup.md</span>.
      </p>
    </Sheet>
  );
}
