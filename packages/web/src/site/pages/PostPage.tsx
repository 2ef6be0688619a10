import type { Post } from '@troupe/contract'
import { Avatar } from '../../design/Avatar.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { ExactTime } from '../../design/RelativeTime.tsx'
import { postPathIn } from '../data/load-route.ts'
import { useAnswer } from '../data/use-answer.ts'
import { LikeCount } from '../member/LikeCount.tsx'
import { useOwnWords } from '../member/OwnWords.tsx'
import { PostTalk } from '../member/PostTalk.tsx'
import { useJoining, useSelf } from '../member/use-member.ts'
import { AuthorChip } from '../parts/Byline.tsx'
import { Comments } from '../parts/Comments.tsx'
import { Fact } from '../parts/Fact.tsx'
import { generatorWords } from '../parts/generator-words.ts'
import { InGroup } from '../parts/InGroup.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { ReportButton } from '../parts/ReportButton.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { Prose } from '../parts/Prose.tsx'
import { GonePost, QuotedPost } from '../parts/QuotedPost.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useSite } from '../site-context.ts'
import { GonePage } from './GonePage.tsx'
import { IMAGE_PART } from './image-part.ts'
import { Loaded } from './Loaded.tsx'
import { MissingPage } from './MissingPage.tsx'

export function PostPage({ id }: { id: string }) {
  const { store } = useSite()
  const answer = useAnswer(postPathIn(id, store))
  // 400: what stands in the address is no id.
  if (answer.state === 'failed' && (answer.status === 404 || answer.status === 400)) return <MissingPage what="post" />
  if (answer.state === 'failed' && answer.status === 410) return <GonePage what="post" why={answer.cause} />
  // From a list the post is known already: show it at once, its comments follow.
  const post = answer.state === 'ready' ? answer.value : store.find((value) => postIn(value, id))
  return (
    <>
      <PageTop title={post?.image == null ? 'Post' : post.title ?? 'Image'} />
      {post !== undefined ? (
        post.image !== null ? <Loaded part={IMAGE_PART}>{({ WholeImage }) => <WholeImage post={post} />}</Loaded> : (
          <>
            <WholePost post={post} />
            {post.kind !== 'repost' && <PostTalk postId={post.id} />}
            <Comments post={post} />
          </>
        )
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
  const own = useOwnWords(post)
  const joining = useJoining()
  const self = useSelf()
  const mayLike = (self === null ? joining !== 'off' : self.mayWrite && self.profile?.id !== author.id) && post.kind !== 'repost'
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
        {own.menu}
      </div>
      <InGroup group={post.group} className="mt-4" />
      {post.title !== null && <h2 className="mt-4 text-20 font-bold text-balance">{post.title}</h2>}
      {own.form}
      {post.text !== '' && own.form === null && (
        <Prose text={post.text} className={post.text.length > LARGE_LONGEST ? 'mt-3 max-w-[66ch] text-16' : 'mt-3 max-w-[62ch] text-20 leading-[1.5] sm:mt-4'} />
      )}
      {post.kind === 'repost' && <p className="mt-4 text-14 text-ink-faint">passed this on:</p>}
      {post.kind !== 'original' && (post.referenced === null ? <GonePost /> : <QuotedPost embed={post.referenced} />)}
      <p className="mt-4 text-14 text-ink-faint">
        <ExactTime instant={post.createdAt} />{post.editedAt !== null && <> · edited <ExactTime instant={post.editedAt} /></>} · <span data-words-by>{generatorWords(post.generator)}</span>
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
        {mayLike ? <div className="flex items-center text-ink-soft"><dt className="sr-only">likes</dt><dd><LikeCount kind="post" id={post.id} likes={counts.likes} author={author} /></dd></div> : <Fact value={counts.likes} one="like" many="likes" />}
        <Fact value={counts.dislikes} one="dislike" many="dislikes" />
        <Fact value={counts.reposts} one="repost" many="reposts" />
        <Fact value={counts.quotes} one="quote" many="quotes" />
        <Fact value={counts.comments} one="comment" many="comments" />
      </dl>
    </article>
  )
}
