/** Which files the first page loads, read from the manifest that the client build leaves. */
import { PAGE_PART_SOURCES, type PagePart } from './pages/page-parts.ts'

export interface SiteAssets {
  scripts: readonly string[]
  styles: readonly string[]
  preloads: readonly string[]
  /** What a page needs besides, by its part. */
  parts: Readonly<Record<PagePart, readonly string[]>>
  fonts: readonly string[]
}

interface ManifestChunk {
  file: string
  css?: string[]
  assets?: string[]
  imports?: string[]
}
export type Manifest = Record<string, ManifestChunk>

const ENTRY = 'src/site/entry-client.tsx'

/** `manifest` is the parsed `dist/client/.vite/manifest.json`. */
export function siteAssets(manifest: Manifest): SiteAssets {
  const entry = manifest[ENTRY]
  if (entry === undefined) throw new Error(`the manifest has no ${ENTRY}; was the client built?`)
  const chunks = withImports(manifest, entry)
  const all = [...chunks]
  const href = (file: string) => `/${file}`
  const partFiles = (source: string): string[] => {
    const part = manifest[source]
    if (part === undefined) throw new Error(`the manifest has no ${source}; was the client built?`)
    return [...withImports(manifest, part)].filter((chunk) => !chunks.has(chunk)).map((chunk) => href(chunk.file))
  }
  return {
    scripts: [href(entry.file)],
    styles: [...new Set(all.flatMap((chunk) => chunk.css ?? []))].map(href),
    preloads: all.filter((chunk) => chunk !== entry).map((chunk) => href(chunk.file)),
    parts: Object.fromEntries(Object.entries(PAGE_PART_SOURCES).map(([part, source]) => [part, partFiles(source)])) as Record<PagePart, string[]>,
    // The extended letters load only when a page has one.
    fonts: [...new Set(all.flatMap((chunk) => chunk.assets ?? []))].filter((file) => file.endsWith('.woff2') && !file.includes('latin-ext')).map(href),
  }
}

function withImports(manifest: Manifest, from: ManifestChunk): Set<ManifestChunk> {
  const chunks = new Set<ManifestChunk>()
  const walk = (chunk: ManifestChunk) => {
    if (chunks.has(chunk)) return
    chunks.add(chunk)
    for (const name of chunk.imports ?? []) {
      const imported = manifest[name]
      if (imported !== undefined) walk(imported)
    }
  }
  walk(from)
  return chunks
}

/** For Vite's middleware: pass the rendered page through `vite.transformIndexHtml(url, html)` afterwards. */
export const DEVELOPMENT_ASSETS: SiteAssets = {
  scripts: ['/src/site/entry-client.tsx'],
  styles: ['/src/site/site.css?direct'],
  preloads: [],
  parts: { gallery: [], post: [], image: [], profile: [], groups: [], finding: [], standing: [] },
  fonts: [],
}
