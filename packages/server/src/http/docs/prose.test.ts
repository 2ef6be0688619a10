import { expect, it } from 'vitest'

const { pieces } = await import(new URL('./prose.js', import.meta.url).href)

const marked = (text: string): string => pieces(text).map((piece: { code: boolean; text: string }) => (piece.code ? `<${piece.text}>` : piece.text)).join('')

it.each([
  ['Errors are `application/problem+json`; pages `{ items }`.', 'Errors are <application/problem+json>; pages <{ items }>.'],
  ['`limit` first', '<limit> first'],
  ['nothing of the kind', 'nothing of the kind'],
  ['one ` alone', 'one ` alone'],
  ['', ''],
])('shows what stands between backticks as code: %s', (text, shown) => expect(marked(text)).toBe(shown))
