/** The pages' own bundle, as Vite leaves it in `packages/web/dist`: files for browsers, and the renderer of first pages. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

export interface SiteRequest {
  /** Whole address where we know our own; it adds canonical links. */
  readonly url: string
  readonly get: (path: string) => Promise<ApiAnswer>
  readonly theme: string | null
  readonly assets: unknown
  readonly nowMs: number
}

/** What `dist/server/site.js` exports, as far as it is used here. */
interface SiteModule {
  readonly renderSite: (request: SiteRequest) => Promise<{ readonly status: number; readonly html: string; readonly location?: string }>
  readonly siteAssets: (manifest: unknown) => unknown
  readonly themeFromCookie: (cookie: string | undefined) => string | null
}

export interface WebBundle extends Omit<SiteModule, 'siteAssets'> {
  readonly assets: unknown
  /** Files for browsers by their path in addresses: `/assets/site-x1.js`. Nothing else is ever read from the disk. */
  readonly files: ReadonlyMap<string, BundleFile>
}

export interface BundleFile {
  readonly path: string
  readonly contentType: string
  /** Its name changes with its content. */
  readonly immutable: boolean
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json',
}

/** Null when the pages have not been built. */
export async function loadWebBundle(folder: string): Promise<WebBundle | null> {
  const client = join(folder, 'client')
  let manifest: unknown
  try {
    manifest = JSON.parse(await readFile(join(client, '.vite', 'manifest.json'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const { siteAssets, renderSite, themeFromCookie } = await import(pathToFileURL(join(folder, 'server', 'site.js')).href) as SiteModule
  return { renderSite, themeFromCookie, assets: siteAssets(manifest), files: await filesIn(client) }
}

async function filesIn(client: string): Promise<Map<string, BundleFile>> {
  const files = new Map<string, BundleFile>()
  for (const entry of await readdir(client, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const within = relative(client, path).split(sep)
    const contentType = CONTENT_TYPES[extname(entry.name)]
    // Folders with a dot are the builder's own.
    if (!entry.isFile() || contentType === undefined || within.some((part) => part.startsWith('.'))) continue
    files.set(`/${within.join('/')}`, { path, contentType, immutable: within[0] === 'assets' })
  }
  return files
}
