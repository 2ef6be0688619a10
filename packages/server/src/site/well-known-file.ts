/**
 * `/.well-known/troupe.json`, as `contract/site.ts` describes it: written for whoever serves it, and read back. A line that does
 * not fit is somebody else's trouble and is passed over; the file as a whole must be what it says.
 */
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import { sameSecret } from '../base/secrets.ts'

/** One site may well serve the workspaces of a whole company. */
const LINES_MOST = 1_000

const fileSchema = z.object({
  troupe: z.array(z.unknown()).max(LINES_MOST),
  showsAutomatedFlag: z.boolean().optional(),
})
const lineSchema = z.object({ workspace: z.string().max(100), token: z.string().max(200) })

export type FileReading =
  | { readonly kind: 'owned'; readonly showsAutomatedFlag: boolean }
  /** It is a proof file, but not of this workspace: `lines` others stand in it, or its own line has another token. */
  | { readonly kind: 'disowned'; readonly why: 'no-line' | 'other-token'; readonly lines: number }
  | { readonly kind: 'unreadable'; readonly why: string }

export function readProofFile(text: string, workspaceId: Id, token: string): FileReading {
  const bare = text.replace(/^\uFEFF/, '').trim()
  if (bare === '') return { kind: 'unreadable', why: 'the answer is empty' }
  if (bare.startsWith('<')) return { kind: 'unreadable', why: 'a page (HTML) came instead of the file' }
  let document: unknown
  try {
    document = JSON.parse(bare)
  } catch {
    return { kind: 'unreadable', why: 'the answer is not valid JSON' }
  }
  const parsed = fileSchema.safeParse(document)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const at = issue?.path[0]
    return { kind: 'unreadable', why: at === 'showsAutomatedFlag' ? '"showsAutomatedFlag" is to be true or false' : 'it has no list "troupe" of workspaces and tokens' }
  }
  const lines = parsed.data.troupe.flatMap((line) => {
    const read = lineSchema.safeParse(line)
    return read.success ? [read.data] : []
  })
  const own = lines.filter((line) => line.workspace.toLowerCase() === workspaceId)
  if (own.some((line) => sameSecret(line.token, token))) return { kind: 'owned', showsAutomatedFlag: parsed.data.showsAutomatedFlag === true }
  return { kind: 'disowned', why: own.length > 0 ? 'other-token' : 'no-line', lines: parsed.data.troupe.length }
}

/** The whole file for a site that only this workspace is to act on. */
export function proofFile(workspaceId: Id, token: string): string {
  return `${JSON.stringify({ troupe: [{ workspace: workspaceId, token }] }, null, 2)}\n`
}
