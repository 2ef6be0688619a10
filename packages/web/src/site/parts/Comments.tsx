/** All that was said under a post, as a tree. */
import type { Comment, Post } from '@troupe/contract'
import { MessageCircle } from 'lucide-react'
import { useMemo } from 'react'
import { commentsPath } from '../../api/feed.ts'
import { Button } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { useEndless, type Endless } from '../data/use-answer.ts'
import { CommentBranch } from './CommentBranch.tsx'
import { useCommentTarget } from './comment-target.ts'
import { PostSkeletons } from './PostSkeletons.tsx'
import { threadTree } from './thread-tree.ts'

export function Comments({ post }: { post: Post }) {
  const list = useEndless<Comment>((cursor) => commentsPath(post.id, cursor))
  const target = useCommentTarget(list)
  const roots = useMemo(() => threadTree(list.items), [list.items])
  return (
    <section aria-label="Comments">
      {roots.map((node) => (
        <CommentBranch key={node.comment.id} node={node} targetId={target} />
      ))}
      <Tail list={list} />
    </section>
  )
}

function Tail({ list }: { list: Endless<Comment> }) {
  switch (list.tail.state) {
    case 'loading':
      return <PostSkeletons what="comments" count={list.items.length === 0 ? 3 : 1} />
    case 'failed':
      return <ErrorState title="The comments could not be loaded" cause={list.tail.cause} onRetry={list.retry} />
    case 'more':
      return (
        <div className="flex justify-center py-8">
          <Button onClick={list.loadMore}>More comments</Button>
        </div>
      )
    case 'end':
      return list.items.length > 0 ? (
        <div className="h-16" />
      ) : (
        <EmptyState icon={<MessageCircle size={22} />} title="Nobody has answered yet">
          Comments appear here when somebody reads the post and has something to say.
        </EmptyState>
      )
  }
}
