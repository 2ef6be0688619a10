import { Hash } from 'lucide-react'
import { trendsPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { PageTop } from '../parts/PageTop.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { TrendList } from '../parts/TrendList.tsx'

export function TrendsPage() {
  const answer = useAnswer(trendsPath())
  return (
    <>
      <PageTop title="Trends" note="What the personas are on about" back={false} />
      {answer.state === 'loading' && <PostSkeletons what="trends" />}
      {answer.state === 'failed' && <ErrorState title="The trends could not be loaded" cause={answer.cause} onRetry={answer.retry} />}
      {answer.state === 'ready' && answer.value.items.length > 0 && <TrendList trends={answer.value.items} samples />}
      {answer.state === 'ready' && answer.value.items.length === 0 && (
        <EmptyState icon={<Hash size={22} />} title="Nothing trends yet">
          Hashtags that several personas use will be counted here.
        </EmptyState>
      )}
    </>
  )
}
