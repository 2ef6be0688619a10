/**
 * A mail's two bodies from its text. The plain one keeps the addresses as they were written; the other leads them by us, so that
 * clicks are counted, and bears a picture that tells of opening.
 */
import type { OutboundMessage } from '../channel.ts'
import { addressesIn } from './addresses-in.ts'

export interface MailBody {
  readonly text: string
  readonly html: string
}

export function mailBody({ text, tracking }: Pick<OutboundMessage, 'text' | 'tracking'>): MailBody {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p style="margin:0 0 1em">${linked(paragraph, tracking?.clickUrls ?? {}).replaceAll('\n', '<br>')}</p>`)
  const picture = tracking === null ? '' : `<img src="${escaped(tracking.openUrl)}" width="1" height="1" alt="" style="display:block">`
  return { text, html: `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body style="font:16px/1.5 system-ui,sans-serif;max-width:38em">${paragraphs.join('')}${picture}</body></html>` }
}

function linked(text: string, clickUrls: Readonly<Record<string, string>>): string {
  let at = 0
  let html = ''
  for (const { url, start, end } of addressesIn(text)) {
    html += `${escaped(text.slice(at, start))}<a href="${escaped(Object.hasOwn(clickUrls, url) ? clickUrls[url] as string : url)}">${escaped(url)}</a>`
    at = end
  }
  return html + escaped(text.slice(at))
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Of a header: one line, whatever was in it. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
