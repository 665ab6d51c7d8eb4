import './build-no-code.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { connect } from '../client/connect.ts';
import '@fontsource-variable/ibm-plex-sans/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import '../ui/base.css';
import { locale } from '../ui/format/locale.ts';
import { App } from './App.tsx';
import { ConnectionProvider } from './connection.tsx';
import { applyPreferences } from './preferences.ts';
import { createQueryClient } from './query-client.ts';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { refuseStrayDrops } from './refuse-stray-drops.ts';
import { listenForShortcuts } from './use-shortcut.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to mount on.');
applyPreferences(document.documentElement);
listenForShortcuts();
refuseStrayDrops();
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={locale}>
      <ConnectionProvider connection={connect()}>
        <QueryClientProvider client={createQueryClient()}>
          <ScreenBoundary place="Window">
            <App />
          </ScreenBoundary>
        </QueryClientProvider>
      </ConnectionProvider>
    </I18nProvider>
  </StrictMode>,
);
