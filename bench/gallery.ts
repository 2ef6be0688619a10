/**
 * The gallery in the system's Chromium, with nothing kept from an earlier visit (issue 4): how soon something is painted, and what the
 * first 24 thumbnails weigh as they come over the wire. `--visits`. Its agents stand still, so that the page stays the page.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { connect } from '../packages/server/src/store/database.ts'
import { openBrowser, skipped } from '../test/stories/browser.ts'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import { atMost, plain, type Row } from './row.ts'
import { InstanceProcess } from './start/instance.ts'

const THUMBNAILS = 24
const REACH_BYTES = 60 * 1024
const REACH_MS = 1_000
const HUNG_WITHIN_MS = 300_000
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }] as const

interface Visit {
  readonly firstPaintMs: number
  /** Of the first thumbnails, bytes each. */
  readonly weights: readonly number[]
  readonly formats: readonly string[]
}

export async function run(args: readonly string[]): Promise<Row[]> {
  if (skipped !== null) return [plain('gallery page', skipped)]
  const visits = numberOption(args, 'visits', 7)
  await using instance = await InstanceProcess.start()
  const address = await instance.address()
  await instance.filledMs()
  await hung(address)
  await stand(await instance.databaseUrl())
  const browser = await openBrowser()
  try {
    const rows: Row[] = []
    for (const size of SIZES) {
      await visit(browser, address, size)
      const seen: Visit[] = []
      for (let n = 0; n < visits; n++) seen.push(await visit(browser, address, size))
      const [first] = seen
      const weights = first?.weights ?? []
      rows.push(
        atMost(`gallery page at ${size.width} px, first paint`, median(seen.map(({ firstPaintMs }) => firstPaintMs)), REACH_MS, (ms) => `${ms.toFixed(0)} ms`),
        atMost(`  heaviest of ${weights.length} thumbnails (${[...new Set(first?.formats)].join(', ')})`, Math.max(...weights), REACH_BYTES, kilobytes),
        plain('  median of them', kilobytes(median(weights))),
      )
    }
    return rows
  } finally {
    await browser.close()
  }
}

/** Its past is played while it is live: until enough images hang there. */
async function hung(address: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < HUNG_WITHIN_MS; waitedMs += 1_000) {
    const { items = [] } = await (await fetch(`${address}/api/gallery?limit=50`)).json() as { items?: unknown[] }
    if (items.length >= THUMBNAILS) return
    await delay(1_000)
  }
  throw new Error(`the gallery has no ${THUMBNAILS} images after ${HUNG_WITHIN_MS / 1000} s`)
}

async function stand(databaseUrl: string): Promise<void> {
  await using connection = connect(databaseUrl, { connections: 1 })
  await sql`UPDATE agents SET wake_at = NULL`.execute(connection.db)
  await delay(3_000)
}

async function visit(browser: Browser, address: string, size: { readonly width: number; readonly height: number }): Promise<Visit> {
  const context = await browser.newContext({ viewport: { ...size } })
  try {
    const page = await context.newPage()
    const images: { bytes: number; format: string }[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'image' || !new URL(request.url()).pathname.startsWith('/images/')) return
      void Promise.all([request.sizes(), request.response()]).then(([{ responseBodySize }, response]) => images.push({ bytes: responseBodySize, format: response?.headers()['content-type'] ?? '' })).catch(() => {})
    })
    await page.goto(`${address}/gallery`, { waitUntil: 'load' })
    const firstPaintMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)
    await scrolledUntil(page, () => images.length >= THUMBNAILS)
    const shown = images.slice(0, THUMBNAILS)
    return { firstPaintMs, weights: shown.map(({ bytes }) => bytes), formats: shown.map(({ format }) => format) }
  } finally {
    await context.close()
  }
}

async function scrolledUntil(page: Page, done: () => boolean): Promise<void> {
  for (let n = 0; n < 100 && !done(); n++) {
    await page.mouse.wheel(0, 600)
    await delay(100)
  }
  if (!done()) throw new Error('the page did not load so many thumbnails')
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
