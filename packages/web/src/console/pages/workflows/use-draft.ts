/** A workflow's unsaved changes, kept for this tab over a reload and a wrong turn. */
import type { StoredWorkflow } from '@troupe/contract'
import { useCallback, useMemo, useState } from 'react'
import type { Draft } from './draft-steps.ts'

export function useWorkflowDraft(stored: StoredWorkflow) {
  const key = `troupe.draft.workflow.${stored.id}`
  const own = useMemo((): Draft => ({ name: stored.name, steps: stored.steps }), [stored.name, stored.steps])
  const [changed, setChanged] = useState<Draft | null>(() => read(key))
  const draft = changed ?? own
  const dirty = useMemo(() => changed !== null && JSON.stringify(changed) !== JSON.stringify(own), [changed, own])
  const set = useCallback((next: Draft) => {
    setChanged(next)
    sessionStorage.setItem(key, JSON.stringify(next))
  }, [key])
  const discard = useCallback(() => {
    setChanged(null)
    sessionStorage.removeItem(key)
  }, [key])
  /** What was sent is stored now; what was typed since stays. */
  const saved = useCallback((sent: Draft) => {
    setChanged((before) => (before === sent ? null : before))
    if (sessionStorage.getItem(key) === JSON.stringify(sent)) sessionStorage.removeItem(key)
  }, [key])
  return { draft, dirty, set, discard, saved }
}

function read(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null
  } catch {
    return null
  }
}
