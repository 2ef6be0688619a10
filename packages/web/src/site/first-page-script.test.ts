/** UI.md allows the public site's first page 100 KB of compressed script. Reads the built pages, which `npm test` builds first. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { siteAssets, type Manifest, type SiteAssets } from './assets.ts'
import type { PagePart } from './pages/page-parts.ts'

const CLIENT = join(import.meta.dirname, '..', '..', 'dist', 'client')
const MANIFEST = join(CLIENT, '.vite', 'manifest.json')
const MOST_BYTES = 100_000

/** A page's scripts as they travel. */
function bytesOf(assets: SiteAssets, parts: readonly PagePart[], ending: '.gz' | '.br'): number {
  const files = new Set([...assets.scripts, ...assets.preloads, ...parts.flatMap((part) => assets.parts[part])])
  return [...files].reduce((sum, file) => {
    const packed = join(CLIENT, file + ending)
    // Those that fit a packet as they are have none.
    return sum + readFileSync(existsSync(packed) ? packed : join(CLIENT, file)).length
  }, 0)
}

describe.skipIf(!existsSync(MANIFEST))('the script of a first page', () => {
  const assets = (): SiteAssets => siteAssets(JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest)

  it('of a feed is under 100 KB, even for those who take gzip only', () => {
    expect(bytesOf(assets(), [], '.gz')).toBeLessThan(MOST_BYTES)
  })

  it.each([
    ['a gallery', ['gallery']], ['a post', ['post']], ['an image', ['post', 'image']], ['a profile', ['profile']], ['groups', ['groups']], ['search, tags and trends', ['finding']], ['the others', ['standing']],
  ] as const)('of the page of %s is under 100 KB for whoever comes there first', (_, parts) => {
    expect(bytesOf(assets(), parts, '.br')).toBeLessThan(MOST_BYTES)
  })

  it('holds no page twice: each part is its own', () => {
    const { parts, scripts } = assets()
    for (const files of Object.values(parts)) expect([files.length > 0, files.some((file) => scripts.includes(file))]).toEqual([true, false])
  })
})
