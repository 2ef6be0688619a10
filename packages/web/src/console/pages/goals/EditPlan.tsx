import type { GoalDetail, GoalVersion } from '@troupe/contract'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { causeOf, refresh, send } from '../../data/api.ts'
import { goalPath, GOALS } from '../../data/rule-addresses.ts'
import { Field, TextInput } from '../../parts/fields.tsx'
import { useKeptDraft } from '../../parts/kept-draft.ts'
import { Note } from '../../parts/Note.tsx'
import { YamlArea } from '../../parts/YamlArea.tsx'
import { planText, readPlan } from './plan-text.ts'
import { WorkflowDiffView } from './WorkflowDiffView.tsx'
import { workflowDiff } from './workflow-diff.ts'

/** The plan as text, with what is different below it; saved, it is another version. */
export function EditPlan({ goal, base, onClose }: { goal: GoalDetail; base: GoalVersion; onClose(): void }) {
  const written = useMemo(() => planText(base.workflow), [base.workflow])
  const [kept, keep] = useKeptDraft(`plan.${goal.id}`)
  const text = kept ?? written
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { workflow, faults } = useMemo(() => readPlan(text), [text])
  const unchanged = text === written
  async function save(): Promise<void> {
    if (workflow === null || busy) return
    setBusy(true)
    setFailure(null)
    try {
      const saved = await send<GoalDetail>('PUT', `${goalPath(goal.id)}/workflow`, { workflow, note })
      keep(null)
      await refresh(GOALS)
      toast.success(`Saved as version ${saved.version}.`, { description: 'Older ones stay under Versions, and you can go back.' })
      onClose()
    } catch (error) {
      setFailure(causeOf(error))
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      <YamlArea
        label="The plan" value={text} onValue={(next) => keep(next === written ? null : next)} faults={faults} linesMost={30}
        hint="Days are counted from 0, the day the goal begins. In texts, {name} is the lead’s first name, {creator} the creator and {url} the address of the main product. Thresholds: reply-rate, unsubscribe-rate, progress; they respond by slow-down, speed-up, switch-channel, ask-person or stop."
      />
      {workflow !== null && !unchanged && (
        <div className="rounded-medium bg-sunken p-3"><p className="mb-2 text-13 font-medium">What is different from version {base.version}</p><WorkflowDiffView diff={workflowDiff(base.workflow, workflow)} labels={[`Version ${base.version}`, 'As you have it']} /></div>
      )}
      <Field label="Note" hint="Why, for those who read the history; may be left empty." className="max-w-prose"><TextInput value={note} maxLength={300} onChange={({ target }) => setNote(target.value)} /></Field>
      {failure !== null && <Note tone="bad">{failure}</Note>}
      <div className="flex items-center gap-2">
        <Button variant="primary" disabled={busy || unchanged || workflow === null} onClick={() => void save()}>{busy ? 'Saving…' : 'Save as a new version'}</Button>
        <Button variant="quiet" onClick={() => { keep(null); onClose() }}>{unchanged ? 'Close' : 'Throw my changes away'}</Button>
        {goal.state === 'running' && <span className="text-12 text-ink-faint">The goal runs: what is handed out from then on follows it.</span>}
      </div>
    </div>
  )
}
