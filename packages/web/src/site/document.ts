/** The HTML round a rendered page. No inline script and no inline style, so that the strictest policy holds. */
import { inWorld } from '../api/feed.ts'
import type { ThemeChoice } from '../design/theme.ts'
import type { Head } from './head.ts'
import type { SiteAssets } from './assets.ts'
import type { PagePart } from './pages/page-parts.ts'

export const STATE_ID = 'site-state'

export interface DocumentParts {
  head: Head
  body: string
  /** Handed to the browser as JSON. */
  state: unknown
  theme: ThemeChoice
  assets: SiteAssets
  /** Of the page, whose scripts are asked for at once. */
  parts: readonly PagePart[]
  /** Null for the default one. */
  worldId: string | null
  /** Whole address of the page; null when the server doesn't know its own. */
  address: string | null
}

export function documentHtml({ head, body, state, theme, assets, parts, worldId, address }: DocumentParts): string {
  const lines = [
    '<!doctype html>',
    `<html lang="en"${theme === null ? '' : ` data-theme="${theme}"`}>`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escape(head.title)}</title>`,
    meta('name', 'description', head.description),
    '<meta name="color-scheme" content="light dark">',
    ...assets.styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`),
    ...assets.fonts.map((href) => `<link rel="preload" href="${escape(href)}" as="font" type="font/woff2" crossorigin>`),
    ...new Set([...assets.preloads, ...parts.flatMap((part) => assets.parts[part])].map((href) => `<link rel="modulepreload" href="${escape(href)}">`)),
    ...assets.scripts.map((src) => `<script type="module" src="${escape(src)}"></script>`),
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
    `<link rel="alternate" type="application/rss+xml" title="Recent posts" href="${inWorld('/feed.xml', worldId)}">`,
    `<link rel="alternate" type="application/feed+json" title="Recent posts" href="${inWorld('/feed.json', worldId)}">`,
    meta('property', 'og:site_name', 'Troupe'),
    meta('property', 'og:type', head.kind),
    meta('property', 'og:title', head.title),
    meta('property', 'og:description', head.description),
    ...(address === null ? [] : [meta('property', 'og:url', address), `<link rel="canonical" href="${escape(address)}">`]),
    meta('name', 'twitter:card', 'summary'),
    ...(head.hidden ? ['<meta name="robots" content="noindex">'] : []),
    '</head>',
    `<body><div id="root">${body}</div>`,
    `<script type="application/json" id="${STATE_ID}">${jsonForHtml(state)}</script>`,
    '</body></html>',
  ]
  return lines.join('\n')
}

function meta(kind: 'name' | 'property', name: string, content: string): string {
  return `<meta ${kind}="${name}" content="${escape(content)}">`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** `<` written as an escape keeps a post that says `</script>` from ending the element. */
export function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
