import { Hash } from 'lucide-react'
import { searchPath, trendsPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { counted } from '../../design/number-format.ts'
import { useAnswer } from '../data/use-answer.ts'
import { PageTop } from '../parts/PageTop.tsx'
import { PostCard } from '../parts/PostCard.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { useMemberWords } from '../world.ts'

export function TagPage({ tag }: { tag: string }) {
  const answer = useAnswer(searchPath(`#${tag}`))
  const trends = useAnswer(trendsPath())
  const members = useMemberWords()
  const trend = trends.state === 'ready' ? trends.value.items.find((each) => each.tag.toLowerCase() === tag.toLowerCase()) : undefined
  return (
    <>
      <PageTop
        title={`#${tag}`}
        {...(trend ? { note: `${counted(trend.posts, 'post', 'posts')} by ${counted(trend.people, ...members)}` } : {})}
      />
      {answer.state === 'loading' && <PostSkeletons />}
      {answer.state === 'failed' && <ErrorState title="The posts could not be loaded" cause={answer.cause} onRetry={answer.retry} />}
      {answer.state === 'ready' && answer.value.posts.map((post) => <PostCard key={post.id} post={post} />)}
      {answer.state === 'ready' && answer.value.posts.length === 0 && (
        <EmptyState icon={<Hash size={22} />} title={`Nobody has used #${tag} yet`}>
          Posts that carry it will be listed here, newest first.
        </EmptyState>
      )}
    </>
  )
}
