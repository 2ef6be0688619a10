/**
 * A caption as it comes back from a model: a title in the first line, the caption below. Models decorate both; what is
 * left of the first line is a title only where something follows it and it is short enough to be one.
 */
import { TITLE_LONGEST } from '../llm/rehearsal/caption.ts'

export { TITLE_LONGEST }

export interface TitleAndCaption {
  readonly title: string | null
  readonly text: string
}

export function titleAndCaption(words: string): TitleAndCaption {
  const lines = words.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const [first = '', ...rest] = lines
  const title = undecorated(first, /^(?:title|headline)\s*[:–-]\s*/i).replace(/\.$/, '')
  const text = [undecorated(rest[0] ?? '', /^(?:caption|text)\s*[:–-]\s*/i), ...rest.slice(1)].filter((line) => line !== '').join('\n')
  if (text === '') return { title: null, text: undecorated(first, /^(?:title|caption|text)\s*[:–-]\s*/i) }
  return title === '' || title.length > TITLE_LONGEST ? { title: null, text: [first, text].filter((line) => line !== '').join('\n') } : { title, text }
}

/** Without a label, heading marks, stars and quotation marks that stand round the whole line. */
function undecorated(line: string, label: RegExp): string {
  const plain = line.replace(/^#+\s+/, '').replaceAll('**', '').replace(label, '').trim()
  return /^["“][^"“”]*["”]$/.test(plain) ? plain.slice(1, -1).trim() : plain
}
