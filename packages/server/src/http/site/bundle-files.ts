import { readFile } from 'node:fs/promises'
import type { App } from '../app.ts'
import type { MadePage, PageCache } from '../page-cache.ts'
import type { BundleFile, WebBundle } from './web-bundle.ts'

const FOR_A_YEAR = 'public, max-age=31536000, immutable'
const FOR_A_WHILE = 'public, max-age=300'
const CONSOLE_PAGE = '/console.html'

/**
 * The built files: scripts, styles, fonts, and the console's one page at every address below `/console`. Each is read
 * from the disk once, which is why they go through the page cache rather than a file server, and only listed files
 * have a route, so no address can name another.
 */
export function bundleFiles(app: App, { bundle, pages }: { bundle: WebBundle; pages: PageCache }): void {
  const config = { access: 'public', requestsPerMinute: null } as const
  for (const [url, file] of bundle.files) {
    if (url === CONSOLE_PAGE) continue
    app.get(url, { config }, (request, reply) => pages.answer(request, reply, () => read(file, file.immutable ? FOR_A_YEAR : FOR_A_WHILE)))
  }
  const page = bundle.files.get(CONSOLE_PAGE)
  if (page === undefined) return
  // Not by the address asked for, of which there is no end.
  let made: Promise<MadePage> | null = null
  for (const url of ['/console', '/console/*']) {
    app.get(url, { config }, (request, reply) => pages.answer(request, reply, async () => {
      made ??= read(page, 'no-cache')
      return { ...await made, keep: { kind: 'not' } }
    }))
  }
}

async function read({ path, contentType }: BundleFile, cacheControl: string): Promise<MadePage> {
  const [body, br, gzip] = await Promise.all([readFile(path), packed(`${path}.br`), packed(`${path}.gz`)])
  return {
    status: 200, headers: { 'content-type': contentType, 'cache-control': cacheControl }, body, keep: { kind: 'for-good' },
    compressed: { ...(br === null ? {} : { br }), ...(gzip === null ? {} : { gzip }) },
  }
}

/** The build leaves text files packed beside the plain ones; small ones it leaves alone. */
async function packed(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
