/** Members' words as they are kept. */

/** Control characters but newline and tab: they break terminals, feeds and PostgreSQL's text (NUL). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/g
const HAS_CONTROL = new RegExp(CONTROL.source)

export function cleanText(text: string): string {
  // CR is one of them: what has none is clean but for its ends.
  const plain = HAS_CONTROL.test(text) ? text.replaceAll('\r\n', '\n').replace(CONTROL, '') : text
  return plain.toWellFormed().trim()
}
