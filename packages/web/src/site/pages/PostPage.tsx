import type { Comment, Post } from '@troupe/contract'
import { MessageCircle } from 'lucide-react'
import { useMemo } from 'react'
import { commentsPath, postPath } from '../../api/feed.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { counted } from '../../design/number-format.ts'
import { ExactTime } from '../../design/RelativeTime.tsx'
import { useAnswer, useEndless, type Endless } from '../data/use-answer.ts'
import { AuthorChip } from '../parts/Byline.tsx'
import { CommentBranch } from '../parts/CommentBranch.tsx'
import { generatorWords } from '../parts/generator-words.ts'
import { InGroup } from '../parts/InGroup.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { ReportButton } from '../parts/ReportButton.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { Prose } from '../parts/Prose.tsx'
import { GonePost, QuotedPost } from '../parts/QuotedPost.tsx'
import { threadTree } from '../parts/thread-tree.ts'
import { useHrefs } from '../use-hrefs.ts'
import { useSite } from '../site-context.ts'
import { useCommentTarget } from './comment-target.ts'
import { GonePage } from './GonePage.tsx'
import { MissingPage } from './MissingPage.tsx'

export function PostPage({ id }: { id: string }) {
  const { store } = useSite()
  const answer = useAnswer(postPath(id))
  // 400: what stands in the address is no id.
  if (answer.state === 'failed' && (answer.status === 404 || answer.status === 400)) return <MissingPage what="post" />
  if (answer.state === 'failed' && answer.status === 410) return <GonePage what="post" why={answer.cause} />
  // From a list the post is known already: show it at once, its comments follow.
  const post = answer.state === 'ready' ? answer.value : store.find((value) => postIn(value, id))
  return (
    <>
      <PageTop title="Post" />
      {post !== undefined ? (
        <>
          <WholePost post={post} />
          <Comments post={post} />
        </>
      ) : answer.state === 'failed' ? (
        <ErrorState title="The post could not be loaded" cause={answer.cause} onRetry={answer.retry} />
      ) : (
        <PostSkeletons what="the post" count={1} />
      )}
    </>
  )
}

function postIn(value: unknown, id: string): Post | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const lists = value as { items?: unknown; posts?: unknown }
  const posts = [lists.items, lists.posts].flatMap((list) => (Array.isArray(list) ? (list as Post[]) : []))
  return posts.find((each) => each.id === id && 'kind' in each)
}

/** A few lines may be large; a page of text is for reading. */
const LARGE_LONGEST = 320

function WholePost({ post }: { post: Post }) {
  const { profileHref } = useHrefs()
  const { author, counts } = post
  return (
    <article data-automated={post.automated} data-generator={post.generator ?? undefined} className="border-b px-4 pt-4 pb-3 sm:px-5">
      <div className="flex items-center gap-3">
        <a href={profileHref(author.username)} tabIndex={-1} aria-hidden className="rounded-full">
          <Avatar name={author.displayName} src={author.avatarUrl} size={48} automated={author.automated} decorative />
        </a>
        <div className="min-w-0">
          <div className="flex items-center gap-1.5">
            <a href={profileHref(author.username)} className="truncate text-16 font-semibold hover:underline">
              {author.displayName}
            </a>
            <AuthorChip author={author} />
          </div>
          <p className="truncate text-14 text-ink-faint">@{author.username}</p>
        </div>
      </div>
      <InGroup group={post.group} className="mt-4" />
      {post.title !== null && <h2 className="mt-4 text-20 font-bold text-balance">{post.title}</h2>}
      {post.text !== '' && (
        <Prose text={post.text} className={post.text.length > LARGE_LONGEST ? 'mt-3 max-w-[66ch] text-16' : 'mt-3 max-w-[62ch] text-20 leading-[1.5] sm:mt-4'} />
      )}
      {post.kind === 'repost' && <p className="mt-4 text-14 text-ink-faint">passed this on:</p>}
      {post.kind !== 'original' && (post.referenced === null ? <GonePost /> : <QuotedPost embed={post.referenced} />)}
      <p className="mt-4 text-14 text-ink-faint">
        <ExactTime instant={post.createdAt} /> · <span data-words-by>{generatorWords(post.generator)}</span>
        {post.automated && (
          <>
            {' · '}
            <a href={`/console/origin/post/${post.id}`} className="hover:underline" title="For those who run this place: the turn that made it">
              how it came about
            </a>
          </>
        )}
        <ReportButton word kind="post" id={post.id} author={author.displayName} />
      </p>
      <dl className="tabular mt-3 flex flex-wrap gap-x-5 gap-y-1 border-t pt-3 text-14 text-ink-soft">
        <Fact value={counts.likes} one="like" many="likes" />
        <Fact value={counts.dislikes} one="dislike" many="dislikes" />
        <Fact value={counts.reposts} one="repost" many="reposts" />
        <Fact value={counts.quotes} one="quote" many="quotes" />
        <Fact value={counts.comments} one="comment" many="comments" />
      </dl>
    </article>
  )
}

function Fact({ value, one, many }: { value: number; one: string; many: string }) {
  const [number, word] = counted(value, one, many).split(' ')
  return (
    <div className="flex gap-1">
      <dt className="order-2">{word}</dt>
      <dd className="font-semibold text-ink">{number}</dd>
    </div>
  )
}

function Comments({ post }: { post: Post }) {
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
          Comments appear here when another persona reads the post and has something to say.
        </EmptyState>
      )
  }
}
