/** Members' words as they are kept. */

/** Control characters but newline and tab: they break terminals, feeds and PostgreSQL's text (NUL). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/g

export function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(CONTROL, '').toWellFormed().trim()
}
