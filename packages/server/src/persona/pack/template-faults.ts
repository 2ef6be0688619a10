/** What is wrong with templates of speech's little language, field by field: brackets, unknown slots, conditions without words. */
import { parseTemplate, TemplateFault, type Node } from '../../llm/rehearsal/template.ts'
import { didYouMean } from '../suggestion.ts'

/** More names than these are no help in a message. */
const LISTED_MOST = 40

/** One sentence a fault; empty when it can be spoken. */
export function templateFaults(template: string, known: readonly string[]): string[] {
  try {
    return nodeFaults(parseTemplate(template), known, new Set())
  } catch (error) {
    if (error instanceof TemplateFault) return [error.message]
    throw error
  }
}

function nodeFaults(nodes: readonly Node[], known: readonly string[], bound: Set<string>): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'words') return []
    if (node.kind === 'choice') return node.options.flatMap((option) => nodeFaults(option, known, bound))
    const { name, argument, bind } = node.slot
    if (bind !== null) bound.add(bind)
    if (!known.includes(name) && !bound.has(name)) return [`unknown slot {${name}}${didYouMean(name, known) || (known.length > LISTED_MOST ? '' : `: use ${known.map((each) => `{${each}}`).join(', ')}`)}`]
    if ((name === 'shows' || name === 'hears') && argument === null) return [`{${name}} says no word: write {${name}:shadow,edge}`]
    return []
  })
}
