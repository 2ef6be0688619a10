/** Follows a run until it ends; each event carries all there is to show, so one that broke off is simply asked for again. */
import type { Page, WorkflowRun } from '@troupe/contract'
import { useEffect } from 'react'
import { queryClient } from '../../data/query-client.ts'
import { runPath, workflowRunsPath } from '../../data/addresses.ts'
import { answerOf, refresh } from '../../data/api.ts'
import { sessionHeaders } from '../../data/session.ts'
import { readEvents } from '../../live/event-stream.ts'

const AGAIN_AFTER_MS = 1_500

export function isOpen({ state }: WorkflowRun): boolean {
  return state === 'waiting' || state === 'running'
}

export function useLiveRun(run: WorkflowRun): void {
  const { id, workflowId } = run
  const open = isOpen(run)
  useEffect(() => {
    if (!open) return
    const gone = new AbortController()
    void follow(id, workflowId, gone.signal)
    return () => gone.abort()
  }, [id, workflowId, open])
}

async function follow(id: string, workflowId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${runPath(id)}/stream`, { credentials: 'same-origin', cache: 'no-store', headers: { accept: 'text/event-stream', ...sessionHeaders() }, signal })
      if (response.status === 404) return void refresh('/api/workflows')
      if (response.ok && response.body !== null) {
        for await (const { event, data } of readEvents(response.body, () => undefined)) {
          if (event !== 'run') continue
          const told = JSON.parse(data) as WorkflowRun
          keep(workflowId, told)
          if (!isOpen(told)) return void refresh('/api/workflows')
        }
      }
    } catch {
      // Whatever broke it, the answer is the same: connect again.
    }
    if (signal.aborted) return
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
  }
}

export function keep(workflowId: string, run: WorkflowRun): void {
  queryClient.setQueryData<Page<WorkflowRun>>(answerOf(workflowRunsPath(workflowId)).queryKey, (before) => {
    if (before === undefined) return before
    const items = before.items.some(({ id }) => id === run.id) ? before.items.map((each) => (each.id === run.id ? run : each)) : [run, ...before.items]
    return { ...before, items }
  })
}
