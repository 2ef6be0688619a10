/** Where in an input each of zod's issues lies, as a JSON pointer (RFC 6901), and what to do about it. */
import type { z } from 'zod'
import type { FieldFault } from './errors.ts'

export function faultsOf(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): FieldFault[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: pointer([...path, key]), message: issue.message }))
    if (issue.code === 'invalid_union') {
      // Of the alternatives, the one with the fewest faults is most likely the one that was meant.
      const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length)
      if (nearest && nearest.length > 0) return faultsOf(nearest, path)
    }
    return [{ path: pointer(path), message: issue.message }]
  })
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
