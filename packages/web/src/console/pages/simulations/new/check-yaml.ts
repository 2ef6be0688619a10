/** Whether a text is YAML of the shape that a timeline has. Fetched with the first letter typed into one. */
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { sentence } from '../../../forms/fault-words.ts'
import type { LineFault } from './timeline-text.ts'

export function checkYaml(text: string): LineFault[] {
  if (text.trim() === '') return []
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  if (document.errors.length > 0) {
    return document.errors.map(({ pos: [offset], message }) => ({ ...at(offset), message: /reserved character @/.test(message) ? 'A name with @ must stand in quotes: "@ada", or leave the @ out.' : sentence(message) }))
  }
  const { contents } = document
  const start = at(contents?.range?.[0] ?? 0)
  if (!isMap(contents) || !contents.has('interventions')) return [{ ...start, message: 'It begins with “interventions:”, and a list below it.' }]
  const list = contents.get('interventions', true)
  if (!isSeq(list)) return [{ ...start, message: 'Below “interventions:” stands a list, each item beginning with “- at:”.' }]
  return list.items.flatMap((item) => {
    const place = at((item as { range?: [number, number, number] }).range?.[0] ?? 0)
    if (!isMap(item)) return [{ ...place, message: 'Each item says “at:” (or “step:”) and “do:”.' }]
    return [
      ...(item.has('at') || item.has('step') ? [] : [{ ...place, message: 'Says not when: add “at:” or “step:”.' }]),
      ...(item.has('do') ? [] : [{ ...place, message: 'Says not what to do: add “do:”.' }]),
    ]
  })
}
