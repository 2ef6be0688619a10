/**
 * One look at a site: does it belong to the workspace? Answers what that amounts to for its standing, and the same in words for
 * whoever has to mend it. A host within the private network is owned by the workspace's grant alone; every other has to serve
 * the file, from a public address and over https.
 */
import type { SiteCheckOutcome } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import { unreachable } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { LookUp } from '../base/look-up.ts'
import { storable } from '../base/storable.ts'
import { PROOF_BYTES_MOST, PROOF_TIME_MS, requestProof, type ProofAnswer } from './proof-request.ts'
import { proofUrl } from './proof-url.ts'
import { reachOf } from './reach.ts'
import { readOrigin, type SiteOrigin } from './site-origin.ts'
import type { Finding } from './standing.ts'
import { ThirdPartyNetworkError } from './third-party-network-error.ts'
import { readProofFile } from './well-known-file.ts'

export interface SiteCheckParts {
  readonly clock: Clock
  readonly lookUp: LookUp
  /** Reaches public addresses alone. */
  readonly fetchOutside: typeof fetch
  /** Reaches private addresses alone. */
  readonly fetchInside: typeof fetch
}

export interface SiteToCheck {
  readonly origin: string
  readonly workspaceId: Id
  readonly token: string
  /** The workspace was granted the private network. */
  readonly privateNetwork: boolean
}

export interface Looked {
  readonly finding: Finding
  readonly showsAutomatedFlag: boolean
  readonly outcome: SiteCheckOutcome
  readonly fetched: string | null
  readonly status: number | null
  readonly message: string
}

/** Tells only whether the far side declares that it shows the flag; owned it is anyway, so nobody waits long. */
const INSIDE_TIME_MS = 2_000

export async function lookAtSite(site: SiteToCheck, parts: SiteCheckParts, signal: AbortSignal): Promise<Looked> {
  const origin = originOf(site.origin)
  if ('message' in origin) return none({ kind: 'refused' }, 'third-party', origin.message)
  const reach = await reachOf(origin, parts.lookUp)
  switch (reach.kind) {
    case 'unknown':
      return none({ kind: 'silent' }, 'unreachable', `${origin.host} could not be reached: ${reach.why}.`)
    case 'inside':
      return site.privateNetwork ? lookInside(site, parts, signal) : none({ kind: 'wrong' }, 'forbidden-address',
        `${origin.host} (${reach.address}) is a loopback or private address, and this workspace has not been granted its private network. An owner of the instance grants it.`)
    case 'outside':
      break
    default:
      return unreachable(reach)
  }
  if (!origin.secure) return none({ kind: 'wrong' }, 'not-https', `${origin.host} has a public address, so it is proved over https alone. Add it again with an address that begins with https://.`)
  const fetched = proofUrl(site.origin)
  return { fetched, ...wordsOf(await requestProof(fetched, { fetchIt: parts.fetchOutside, signal }), site) }
}

async function lookInside(site: SiteToCheck, { fetchInside }: SiteCheckParts, signal: AbortSignal): Promise<Looked> {
  const fetched = proofUrl(site.origin)
  const answer = await requestProof(fetched, { fetchIt: fetchInside, signal, timeMs: INSIDE_TIME_MS })
  // The name has another answer by now than it had a moment ago.
  if (answer.kind === 'forbidden') return { fetched, ...wordsOf(answer, site) }
  const reading = answer.kind === 'read' ? readProofFile(answer.text, site.workspaceId, site.token) : null
  return {
    finding: { kind: 'owned', basis: 'private-network' }, showsAutomatedFlag: reading?.kind === 'owned' && reading.showsAutomatedFlag, outcome: 'private-network', fetched,
    status: 'status' in answer ? answer.status : null,
    message: 'It lies within the private network this workspace was granted, so it counts as owned and needs no file.' + (answer.kind === 'unreachable' || answer.kind === 'too-slow' ? ' Nothing answers there at this moment.' : ''),
  }
}

function wordsOf(answer: ProofAnswer, site: SiteToCheck): Omit<Looked, 'fetched'> {
  const wrong = (outcome: SiteCheckOutcome, status: number | null, message: string) => ({ finding: { kind: 'wrong' } as const, showsAutomatedFlag: false, outcome, status, message })
  const silent = (outcome: SiteCheckOutcome, status: number | null, message: string) => ({ finding: { kind: 'silent' } as const, showsAutomatedFlag: false, outcome, status, message })
  switch (answer.kind) {
    case 'read':
      return readingWords(answer.text, site)
    case 'answered':
      if (answer.status === 404 || answer.status === 410) return wrong('no-file', answer.status, `The file is not there: the answer was ${answer.status}. Serve it at exactly this address.`)
      if (answer.status === 429 || answer.status >= 500) return silent('trouble', answer.status, `The site answered ${answer.status}, so the file could not be read. It is tried again.`)
      return wrong('no-file', answer.status, `The answer was ${answer.status} instead of 200. The file must be open to everybody, without signing in.`)
    case 'redirected':
      return wrong('redirect', null, `The answer was a redirect${answer.location === null ? '' : ` to ${storable(answer.location)}`}, and none is followed. Serve the file itself at this address, or add the site under the address it redirects to.`)
    case 'too-large':
      return wrong('too-large', 200, `The answer is longer than ${PROOF_BYTES_MOST / 1024} KB, and was read no further. A proof file has a few lines.`)
    case 'too-slow':
      return silent('too-slow', null, `The file did not come whole within ${PROOF_TIME_MS / 1000} seconds.`)
    case 'forbidden':
      return wrong('forbidden-address', null, answer.why)
    case 'unreachable':
      return silent('unreachable', null, `The site could not be reached: ${storable(answer.why)}.`)
    default:
      return unreachable(answer)
  }
}

function readingWords(text: string, site: SiteToCheck): Omit<Looked, 'fetched'> {
  const reading = readProofFile(text, site.workspaceId, site.token)
  const told = { showsAutomatedFlag: false, status: 200 }
  if (reading.kind === 'owned') {
    return {
      ...told, finding: { kind: 'owned', basis: 'file' }, outcome: 'proved', showsAutomatedFlag: reading.showsAutomatedFlag,
      message: 'The file is there and has this workspace with its token. It is looked at again every day; leave it in place.' + (reading.showsAutomatedFlag ? ' The site declares that it shows the flag of automated accounts.' : ''),
    }
  }
  if (reading.kind === 'unreadable') return { ...told, finding: { kind: 'wrong' }, outcome: 'not-a-file', message: `Something is there, but not the file: ${reading.why}.` }
  const message = reading.why === 'other-token'
    ? 'The file is there and has a line for this workspace, but with another token. Copy the token from here.'
    : `The file is there${reading.lines === 0 ? ', but its list is empty' : `, with ${reading.lines === 1 ? 'one line' : `${reading.lines} lines`} for others`}. A line with the workspace ${site.workspaceId} and its token is missing.`
  return { ...told, finding: { kind: 'disowned' }, outcome: 'token-missing', message }
}

/** The list of networks may have grown since the site was added. */
function originOf(text: string): SiteOrigin | { readonly message: string } {
  try {
    return readOrigin(text)
  } catch (error) {
    if (error instanceof ThirdPartyNetworkError) return { message: error.message }
    throw error
  }
}

function none(finding: Finding, outcome: SiteCheckOutcome, message: string): Looked {
  return { finding, showsAutomatedFlag: false, outcome, fetched: null, status: null, message }
}
