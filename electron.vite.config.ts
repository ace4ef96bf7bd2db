// How the four bundles are made: the main process, the host that it starts as a child, the preload, and the interface.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const here = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      outDir: here('out/main'),
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: here('main/main.ts'),
          server: here('server/main.ts'),
          'checkpoint-thread': here('server/store/sqlite/checkpoint-thread.ts'),
          'replica-thread': here('server/store/sqlite/replica/replica-thread.ts'),
          'search-thread': here('server/store/sqlite/search/search-thread.ts'),
        },
        // Beside the threads: what starts one looks for it in its own folder.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: here('out/preload'),
      // A sandboxed preload is CommonJS, and can require nothing of ours.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: here('main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: here('out/renderer'),
      minify: true,
      // Guests open the same files in whatever browser they have.
      target: 'es2022',
      rolldownOptions: { input: here('renderer/index.html'), checks: { pluginTimings: false } },
    },
  },
})
