/**
 * Two builds from one tree. `vite build` makes `dist/client`: the public site's script (its HTML comes from
 * `renderSite`) and the console's page. `vite build --ssr …` makes `dist/server/site.js`, with everything
 * inside it, because Node runs no `.tsx` and because React picks its slow development half when NODE_ENV is unset.
 */
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './compress-assets.ts'

export default defineConfig(({ command, isSsrBuild }) => ({
  root: import.meta.dirname,
  appType: 'custom',
  plugins: [tailwind(), react(), ...(isSsrBuild ? [] : [compressAssets()])],
  // What stays external, or undecided, would be settled when the server runs: React's development half renders
  // a page in 10 ms, the other in 4.
  ...(command === 'build' && isSsrBuild
    ? { ssr: { noExternal: true as const }, define: { 'process.env.NODE_ENV': '"production"' } }
    : {}),
  build: {
    emptyOutDir: true,
    // `light-dark()` is left as written from these on; older ones would get twice the style sheet.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Strict content security policies refuse data: fonts; small files stay files.
    assetsInlineLimit: 0,
    ...(isSsrBuild
      ? {
          outDir: 'dist/server',
          copyPublicDir: false,
          rolldownOptions: { output: { entryFileNames: 'site.js' } },
        }
      : {
          outDir: 'dist/client',
          manifest: true,
          rolldownOptions: { input: { site: 'src/site/entry-client.tsx', console: 'console.html' } },
        }),
  },
}))
