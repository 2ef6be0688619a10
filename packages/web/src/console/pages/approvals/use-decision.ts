/**
 * One approval on its way to a yes or a no. A decision is for the words that were seen: whatever comes in later stands beside
 * them until somebody has looked, and the server refuses a yes to any other words (409) in case we were told too late.
 */
import type { Approval } from '@troupe/contract'
import { useState } from 'react'
import { toast } from 'sonner'
import { ApiError } from '../../../api/request.ts'
import { APPROVALS, approvalPath, approvalVerbPath } from '../../data/acting-addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { queryClient } from '../../data/query-client.ts'
import { nameOr } from '../../parts/engagement/lead-name.ts'

export interface Edit { subject: string | null; text: string }

export interface Decision {
  /** As it was when somebody last looked; what is decided counts for it. */
  seen: Approval
  /** What has been written over it since; null while that is what was seen. */
  newer: Approval | null
  busy: boolean
  failure: string | null
  look(): void
  approve(note: string): Promise<boolean>
  reject(note: string): Promise<boolean>
  /** The new words wait for a yes of their own. */
  edit(edit: Edit): Promise<boolean>
}

/** Key the caller by the approval's id. */
export function useDecision(current: Approval): Decision {
  const [held, setHeld] = useState(current)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  // The words are what a yes is bound to; anything else is shown as it comes.
  const changed = current.contentHash !== held.contentHash && current.state === 'waiting'
  const seen = changed ? held : current

  async function tell(verb: 'approve' | 'reject' | 'edit', body: object): Promise<boolean> {
    setBusy(true)
    setFailure(null)
    try {
      const answer = await send('POST', approvalVerbPath(seen.id, verb), { contentHash: seen.contentHash, ...body })
      queryClient.setQueryData(answerOf(approvalPath(seen.id)).queryKey, answer)
      setHeld(answer)
      void refresh(APPROVALS, '/api/actions', '/api/creators')
      return true
    } catch (error) {
      setFailure(causeOf(error))
      // Whoever was first: what is there now says the rest.
      if (error instanceof ApiError && error.status === 409) await refresh(approvalPath(seen.id))
      return false
    } finally {
      setBusy(false)
    }
  }

  const name = nameOr(seen.action.consumerName, seen.action.consumerId)
  return {
    seen,
    newer: changed ? current : null,
    busy,
    failure,
    look: () => {
      setFailure(null)
      setHeld(current)
    },
    approve: async (note) => {
      const done = await tell('approve', note.trim() === '' ? {} : { note: note.trim() })
      if (done) toast.success(`Approved: what is said to ${name}`, { id: `approval ${seen.id}` })
      return done
    },
    reject: async (note) => {
      const done = await tell('reject', note.trim() === '' ? {} : { note: note.trim() })
      if (done) toast(`Rejected: nothing is said to ${name}`, { id: `approval ${seen.id}` })
      return done
    },
    edit: async ({ subject, text }) => {
      const done = await tell('edit', { text, ...(seen.action.content?.subject === null && subject === null ? {} : { subject }) })
      if (done) toast.success('The new words wait for your yes', { id: `approval ${seen.id}` })
      return done
    },
  }
}
