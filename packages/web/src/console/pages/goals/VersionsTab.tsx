/** All versions of the plan, and what is different between two of them. */
import type { GoalDetail, GoalVersion } from '@troupe/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { goalPath, GOALS } from '../../data/rule-addresses.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Field, Select } from '../../parts/fields.tsx'
import { Section } from '../../parts/Page.tsx'
import { WorkflowDiffView } from './WorkflowDiffView.tsx'
import { workflowDiff } from './workflow-diff.ts'

export function VersionsTab({ goal }: { goal: GoalDetail }) {
  const operator = useMay('operator')
  const search = useSearch({ from: '/shell/goals/$goalId' })
  const navigate = useNavigate({ from: '/goals/$goalId' })
  const [question, setQuestion] = useState<Question | null>(null)
  const { versions } = goal
  if (versions.length === 0) return <EmptyState icon={<History size={22} />} title="There is no plan yet">Each plan, and each change of one, becomes a version here. None is ever overwritten.</EmptyState>
  const newer = versions.find(({ version }) => String(version) === search.version) ?? versions[0]
  const older = versions.find(({ version }) => String(version) === search.against) ?? versions.find(({ version }) => version === (newer?.version ?? 0) - 1)
  const look = (patch: { version?: string; against?: string }) => void navigate({ search: { tab: 'versions', version: search.version, against: search.against, ...patch }, replace: true })
  const open = goal.state !== 'done' && goal.state !== 'failed'
  const rollBack = ({ version }: GoalVersion) => setQuestion({
    title: `Go back to version ${version}?`, confirm: 'Go back to it', danger: goal.state === 'running',
    consequence: [`Its plan becomes version ${(versions[0]?.version ?? 0) + 1}. All versions stay.`, ...(goal.state === 'running' ? ['The goal runs: what is handed out from now on follows it.'] : [])],
    act: async () => {
      await send('POST', `${goalPath(goal.id)}/rollback`, { version })
      await refresh(GOALS)
      toast.success(`Back to version ${version}, as a version of its own.`)
    },
  })
  return (
    <div className="flex flex-col gap-7">
      <ul className="divide-y divide-line border-y border-line text-13">
        {versions.map((each) => (
          <li key={each.version} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="w-24 font-medium">Version {each.version}{each.version === goal.version && <span className="block text-12 font-normal text-good">in use</span>}</span>
            <span className="min-w-44 flex-1">
              <span className="block">{each.note === '' ? 'changed' : each.note}</span>
              <span className="block text-12 text-ink-faint">by {each.by}{each.generator !== null && `, words by ${each.generator}`} · <Ago instant={each.at} />{each.missingTools.length > 0 && ` · missing: ${each.missingTools.join(', ')}`}</span>
            </span>
            {each.version > 1 && <Button size="small" variant="quiet" onClick={() => look({ version: String(each.version), against: String(each.version - 1) })}>What changed</Button>}
            {operator && open && each.version !== goal.version && <Button size="small" onClick={() => rollBack(each)}>Go back to it…</Button>}
          </li>
        ))}
      </ul>
      {versions.length > 1 && newer !== undefined && older !== undefined && (
        <Section title="What is different">
          <div className="mb-4 grid max-w-sm grid-cols-2 gap-3">
            <Field label="Before"><Select value={older.version} onChange={({ target }) => look({ against: target.value, version: String(newer.version) })}>{versions.map(({ version }) => <option key={version} value={version}>Version {version}</option>)}</Select></Field>
            <Field label="After"><Select value={newer.version} onChange={({ target }) => look({ version: target.value, against: String(older.version) })}>{versions.map(({ version }) => <option key={version} value={version}>Version {version}</option>)}</Select></Field>
          </div>
          <WorkflowDiffView diff={workflowDiff(older.workflow, newer.workflow)} labels={[`Version ${older.version}`, `Version ${newer.version}`]} />
        </Section>
      )}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}
