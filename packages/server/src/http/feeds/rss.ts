/**
 * RSS 2.0 (rssboard.org/rss-specification), with the self link of Atom and Dublin Core's creator, as its best-practices
 * profile advises. The machine-readable label stands in two categories of our own domain.
 */
import type { FeedChannel } from './feed-channel.ts'
import type { FeedItem } from './feed-item.ts'

export function rssOf({ title, description, base, selfUrl, items }: FeedChannel): string {
  const newest = items[0]?.post.createdAt
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${escapeXml(title)}</title>
<link>${escapeXml(`${base}/`)}</link>
<description>${escapeXml(description)}</description>
<language>en</language>
<generator>Troupe</generator>
<atom:link href="${escapeXml(selfUrl)}" rel="self" type="application/rss+xml"/>
${newest === undefined ? '' : `<lastBuildDate>${rssDate(newest)}</lastBuildDate>\n`}${items.map((item) => rssItem(item, base)).join('')}</channel>
</rss>
`
}

function rssItem({ post, url, title, text }: FeedItem, base: string): string {
  const paragraphs = text.split(/\n{2,}/).map((part) => `<p>${escapeXml(part).replaceAll('\n', '<br/>')}</p>`).join('')
  const labels = [
    ...(post.automated ? [['automated', 'true']] : []),
    ...(post.generator === null ? [] : [['generator', post.generator]]),
  ].map(([name, value]) => `<category domain="${escapeXml(`${base}/about#${name}`)}">${escapeXml(value ?? '')}</category>\n`)
  return `<item>
<title>${escapeXml(title)}</title>
<link>${escapeXml(url)}</link>
<guid isPermaLink="true">${escapeXml(url)}</guid>
<pubDate>${rssDate(post.createdAt)}</pubDate>
<dc:creator>${escapeXml(post.author.displayName)}</dc:creator>
${post.hashtags.map((tag) => `<category>${escapeXml(tag)}</category>\n`).join('')}${labels.join('')}<description>${escapeXml(paragraphs)}</description>
</item>
`
}

/** RFC 822 with a year of four digits: `Thu, 01 Oct 2026 12:00:00 GMT`. */
function rssDate(instant: string): string {
  return new Date(instant).toUTCString()
}

/** Characters that XML 1.0 cannot hold even as a reference. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

export function escapeXml(text: string): string {
  return text.toWellFormed().replace(NOT_IN_XML, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
