/** The rules by which leads are written to: the workspace's, a creator's own, and the addresses nothing is sent to. */
import type { StoredPolicy } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMe, useWholeWorkspace } from '../../data/queries.ts'
import { policyPath } from '../../data/rule-addresses.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { RuleForm } from './RuleForm.tsx'
import { SuppressionList } from './SuppressionList.tsx'

export function RulesPage() {
  const { tab, creatorId } = useSearch({ from: '/shell/rules' })
  const whole = useWholeWorkspace()
  const suppressions = whole && tab === 'suppressions'
  const tabs = [
    { key: 'rules', label: 'Rules', to: '/rules' as const, search: { tab: undefined, creatorId } },
    // The list is of the whole workspace, and not for a creator's own login.
    ...(whole ? [{ key: 'suppressions', label: 'Never written to', to: '/rules' as const, search: { tab: 'suppressions', creatorId } }] : []),
  ]
  return (
    <Page title="Rules" fills={suppressions} bar={<div className="shrink-0 px-4 sm:px-6"><TabLinks label="Rules" tabs={tabs} current={suppressions ? 'suppressions' : 'rules'} /></div>}>
      {suppressions ? <SuppressionList /> : <Scope creatorId={creatorId ?? null} />}
    </Page>
  )
}

function Scope({ creatorId: picked }: { creatorId: string | null }) {
  const navigate = useNavigate({ from: '/rules' })
  const me = useMe()
  const creators = useCreators() ?? []
  const creatorId = me?.creator?.id ?? picked
  const stored = useQuery(answerOf(policyPath(creatorId)))
  /** What was taken back is as it was before, by every mark of it: the form begins anew all the same. */
  const [takenBack, setTakenBack] = useState(0)
  const name = me?.creator?.name ?? creators.find(({ id }) => id === creatorId)?.name ?? 'this creator'
  return (
    <>
      {me?.creator === null && creators.length > 0 && (
        <div className="mb-4 flex items-center gap-2">
          <span className="text-13 text-ink-faint">They hold for</span>
          <FacetMenu label="All creators" none="All creators" value={creatorId ?? undefined} options={creators.map(({ id, name: label }) => ({ value: id, label }))} onPick={(next) => void navigate({ search: { creatorId: next }, replace: true })} />
        </div>
      )}
      <Answer query={stored} what="the rules">
        {(policy: StoredPolicy) => <RuleForm key={`${creatorId ?? ''} ${policy.updatedAt ?? ''} ${policy.inherited} ${takenBack}`} stored={policy} onTakenBack={() => setTakenBack((times) => times + 1)} creatorId={creatorId} whose={creatorId === null ? null : name} />}
      </Answer>
    </>
  )
}
