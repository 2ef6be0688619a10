/** A plan as text to be changed by hand, and what is wrong with it, by line. Fetched once somebody changes one. */
import { goalWorkflowSchema, type GoalWorkflow } from '@troupe/contract'
import { isNode, LineCounter, parseDocument, stringify } from 'yaml'
import { faultWords, sentence, type SchemaIssue } from '../../forms/fault-words.ts'
import type { LineFault } from '../../parts/YamlArea.tsx'

export type ReadPlan = { readonly workflow: GoalWorkflow; readonly faults: readonly [] } | { readonly workflow: null; readonly faults: readonly LineFault[] }

export function planText(workflow: GoalWorkflow): string {
  return stringify(workflow, { lineWidth: 0 })
}

export function readPlan(text: string): ReadPlan {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number): Omit<LineFault, 'message'> => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  if (document.errors.length > 0) return { workflow: null, faults: document.errors.map(({ pos: [offset], message }) => ({ ...at(offset), message: sentence(message) })) }
  const parsed = goalWorkflowSchema.safeParse(document.toJS({ maxAliasCount: 50 }))
  if (parsed.success) return { workflow: parsed.data, faults: [] }
  return {
    workflow: null,
    faults: (parsed.error.issues as readonly SchemaIssue[]).map((issue) => {
      const words = faultWords(issue)
      const last = issue.path.at(-1)
      return { ...at(offsetOf(document, issue.path as readonly (string | number)[])), message: typeof last === 'string' ? `${last}: ${words}` : words }
    }),
  }
}

/** Where the nearest thing stands that is there. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
