import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, defineConfig } from 'vite';

const root = import.meta.dirname;
const outDir = process.env['MAILROOM_DESKTOP_DIST'] ?? join(root, 'dist');

/** Carries its own binary for each system, which cannot be part of a bundle. */
const external = ['electron', 'better-sqlite3', /^node:/];

/** Main process, engine process and preload, beside the renderer that vite.config.ts builds. */
export default defineConfig({
  root,
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
  plugins: [copyBesideMain()],
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron', 'better-sqlite3'] },
      build: {
        outDir: join(outDir, 'main'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        sourcemap: false,
        rolldownOptions: {
          input: {
            index: join(root, 'main', 'electron', 'index.ts'),
            'engine-process': join(root, 'main', 'electron', 'engine-process.ts'),
          },
          external,
          // All in one folder: the engine looks for its migrations beside itself.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: join(outDir, 'preload'),
        emptyOutDir: true,
        target: 'chrome140',
        minify: false,
        rolldownOptions: {
          input: { index: join(root, 'preload', 'index.ts') },
          external,
          // A sandboxed preload is loaded as a script, not as a module.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
});

/** What the built main process reads at run time, relative to itself. */
function copyBesideMain(): Plugin {
  return {
    name: 'copy-beside-main',
    applyToEnvironment: (environment) => environment.name === 'main',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      cpSync(join(root, 'main', 'adapters', 'sqlite', 'migrations'), join(dir, 'migrations'), { recursive: true });
      cpSync(join(root, 'docs', 'runbooks'), join(dir, 'runbooks'), { recursive: true });
      mkdirSync(dir, { recursive: true });
      for (const image of ['tray.png', 'tray@2x.png']) {
        copyFileSync(join(root, 'main', 'electron', 'images', image), join(dir, image));
      }
    },
  };
}
