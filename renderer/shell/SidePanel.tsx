import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { showSandbox, useWindow } from '../app/location.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { SandboxPanel } from '../sandbox/SandboxPanel.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Beside the page and not above it: whoever causes a fault wants to see what happens to the outbox. */
export function SidePanel(): ReactElement | null {
  const isOpen = useWindow(({ isSandboxOpen }) => isSandboxOpen);
  const isSandbox = useShellStatus()?.tenant === 'sandbox';
  useShortcut('close', () => showSandbox(false), isOpen);
  if (!isOpen || !isSandbox) return null;
  return (
    <aside className="side-panel" data-region="side" aria-label="Sandbox tenant">
      <header className="side-panel-head">
        <h1>Sandbox tenant</h1>
        <IconButton icon={X} label="Close the sandbox panel" onPress={() => showSandbox(false)} />
      </header>
      <div className="side-panel-body">
        <SandboxPanel />
      </div>
    </aside>
  );
}
