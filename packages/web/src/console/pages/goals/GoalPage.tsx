import type { GoalDetail } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { answerOf } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { goalPath } from '../../data/rule-addresses.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Ago } from '../../parts/Ago.tsx'
import { capital } from '../../parts/action-words.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts, Page } from '../../parts/Page.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { GoalActs } from './GoalActs.tsx'
import { spanWords } from './goal-dates.ts'
import { GoalLog } from './GoalLog.tsx'
import { GoalMark } from './GoalMarks.tsx'
import { GoalProgress } from './GoalProgress.tsx'
import { METRIC_WORDS } from './goal-words.ts'
import { TaskList } from './TaskList.tsx'
import { VersionsTab } from './VersionsTab.tsx'
import { WorkflowTab } from './WorkflowTab.tsx'

/** Goals tell no news of themselves; a plan may be a minute away. */
const EVERY_MS = 4_000
const TABS = [{ key: 'plan', label: 'Plan' }, { key: 'tasks', label: 'Tasks' }, { key: 'versions', label: 'Versions' }, { key: 'history', label: 'History' }] as const

const NEWS = ['goals'] as const

export function GoalPage() {
  useRefreshOnNews(NEWS, '/api/goals')
  const { goalId } = useParams({ from: '/shell/goals/$goalId' })
  const goal = useQuery(answerOf(goalPath(goalId), { everyMs: EVERY_MS }))
  return (
    <Page title={goal.data?.title ?? 'Goal'} back={{ to: '/goals', label: 'Goals' }} aside={goal.data && <GoalMark state={goal.data.state} />} actions={goal.data && <GoalActs goal={goal.data} />}>
      <Answer query={goal} what="this goal">{(data) => <Whole key={data.id} goal={data} />}</Answer>
    </Page>
  )
}

function Whole({ goal }: { goal: GoalDetail }) {
  const { tab } = useSearch({ from: '/shell/goals/$goalId' })
  const creator = useCreators()?.find(({ id }) => id === goal.creatorId)
  const current = TABS.find(({ key }) => key === tab)?.key ?? 'plan'
  return (
    <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        <GoalProgress goal={goal} currency={creator?.currency ?? 'USD'} />
        <Word goal={goal} />
        <div className="mt-5">
          <TabLinks label="About this goal" tabs={TABS.map(({ key, label }) => ({ key, label, to: '/goals/$goalId', params: { goalId: goal.id }, search: { tab: key === 'plan' ? undefined : key } }))} current={current} />
          {current === 'plan' ? <WorkflowTab goal={goal} /> : current === 'tasks' ? <TaskList goal={goal} /> : current === 'versions' ? <VersionsTab goal={goal} /> : <GoalLog goal={goal} />}
        </div>
      </div>
      <aside>
        <Facts facts={[
          ['Whose', creator === undefined ? 'a creator’s' : <Link key="whose" to="/creators/$creatorId" params={{ creatorId: creator.id }} search={{}} className="hover:underline">{creator.name}</Link>],
          ['Counted in', METRIC_WORDS[goal.metric]],
          ['When', spanWords(goal)],
          ['Plan', goal.version === null ? 'none yet' : `version ${goal.version}`],
          ['Set', <Ago key="set" instant={goal.createdAt} />],
        ]} />
        {goal.detail !== '' && <p className="mt-4 max-w-prose text-13 text-pretty whitespace-pre-wrap text-ink-soft">{goal.detail}</p>}
      </aside>
    </div>
  )
}

/** What there is to know or to do now. */
function Word({ goal: { state, reason, missingTools } }: { goal: GoalDetail }) {
  return (
    <div className="mt-4 flex flex-col gap-2 empty:hidden">
      {state === 'planning' && <Note>It is being planned. Nothing is sent before you have read the plan and started it.</Note>}
      {state === 'draft' && <Note tone="wait">The plan is made and waits for you. Read it, change what you want, and start it.</Note>}
      {reason !== null && <Note tone={state === 'failed' ? 'bad' : 'plain'}>{capital(reason)}.</Note>}
      {missingTools.length > 0 && <Note tone="wait">The plan asks for tools that are not there: {missingTools.join(', ')}. Those tasks stay undone and the rest runs; change the plan to use others.</Note>}
    </div>
  )
}
