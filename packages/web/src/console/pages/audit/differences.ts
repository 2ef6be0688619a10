/** What a change changed: the fields that differ, before and after, as short text. */
export interface Difference { field: string; from: string | null; to: string | null }

const TEXT_LONGEST = 300

export function differences(before: unknown, after: unknown): Difference[] {
  const old = fieldsOf(before)
  const fresh = fieldsOf(after)
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((field) => ({ field, from: field in old ? textOf(old[field]) : null, to: field in fresh ? textOf(fresh[field]) : null }))
    .filter(({ from, to }) => from !== to)
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? value as Record<string, unknown> : { value }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? ''
  return text.length > TEXT_LONGEST ? `${text.slice(0, TEXT_LONGEST)}…` : text
}
