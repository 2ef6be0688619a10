/**
 * Three builds from one tree. `vite build` makes the public site's script in `dist/client` (its HTML comes from
 * `renderSite`), `vite build --mode console` adds the console's pages. Each has its own React: sharing it cut the site's
 * first page into seventeen files, 7 KB more, of which visitors load all and hardly anybody comes to the console.
 * `vite build --ssr …` makes `dist/server/site.js`, with everything inside it, because Node runs no `.tsx` and because
 * React picks its slow development half when NODE_ENV is unset.
 */
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './compress-assets.ts'

export default defineConfig(({ command, mode, isSsrBuild }) => ({
  root: import.meta.dirname,
  appType: 'custom',
  plugins: [tailwind(), react(), ...(isSsrBuild ? [] : [compressAssets()])],
  // What stays external, or undecided, would be settled when the server runs: React's development half renders
  // a page in 10 ms, the other in 4.
  ...(command === 'build' && isSsrBuild
    ? { ssr: { noExternal: true as const }, define: { 'process.env.NODE_ENV': '"production"' } }
    : {}),
  build: {
    emptyOutDir: mode !== 'console',
    // `light-dark()` is left as written from these on; older ones would get twice the style sheet.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Strict content security policies refuse data: fonts; small files stay files.
    assetsInlineLimit: 0,
    ...(isSsrBuild
      ? {
          outDir: 'dist/server',
          copyPublicDir: false,
          rolldownOptions: { output: { entryFileNames: 'site.js', codeSplitting: false } },
        }
      : {
          outDir: 'dist/client',
          manifest: mode !== 'console',
          copyPublicDir: mode !== 'console',
          // All browsers that read `light-dark()` know `modulepreload`.
          modulePreload: { polyfill: false },
          rolldownOptions: { input: inputs(command, mode) },
        }),
  },
}))

function inputs(command: 'build' | 'serve', mode: string): Record<string, string> {
  const site = { site: 'src/site/entry-client.tsx' }
  const console = { console: 'console.html' }
  return command === 'serve' ? { ...site, ...console } : mode === 'console' ? console : site
}
