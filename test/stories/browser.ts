/** The system's Chromium, driven by playwright-core, and what a page must never do while a story reads it. */
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const FLAGS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']
const PLACES = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const chromiumPath: string | null = PLACES.find((path) => path !== undefined && existsSync(path)) ?? null

/** Why the browser stories do not run here, if they don't. In CI they have to. */
export const skipped: string | null = chromiumPath !== null || process.env['CI'] !== undefined ? null : 'there is no Chromium here; set CHROMIUM_PATH to one'

export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error(`no Chromium at ${PLACES.filter(Boolean).join(', ')}`)
  const isRoot = process.getuid?.() === 0
  return chromium.launch({ executablePath: chromiumPath, args: isRoot ? [...FLAGS, '--no-sandbox'] : FLAGS })
}

export interface WatchedPage {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the console, exceptions and failed requests, as they come. */
  readonly faults: readonly string[]
}

export async function openPage(browser: Browser, size: { width: number; height: number }, options: { javaScriptEnabled?: boolean } = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: size, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return { context, page, faults }
}
