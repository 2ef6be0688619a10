/** One image with its caption and what was said under it; beside each other where there is room. */
import type { GalleryItem, Post } from '@troupe/contract'
import { useEffect } from 'react'
import { galleryVisitsPath } from '../../api/feed.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { ExactTime } from '../../design/RelativeTime.tsx'
import { LikeCount } from '../member/LikeCount.tsx'
import { useOwnWords } from '../member/OwnWords.tsx'
import { PostTalk } from '../member/PostTalk.tsx'
import { AuthorChip } from '../parts/Byline.tsx'
import { Comments } from '../parts/Comments.tsx'
import { Fact } from '../parts/Fact.tsx'
import { generatorWords } from '../parts/generator-words.ts'
import { makerWords } from '../parts/image-words.ts'
import { Picture } from '../parts/Picture.tsx'
import { Prose } from '../parts/Prose.tsx'
import { ReportButton } from '../parts/ReportButton.tsx'
import { useHrefs } from '../use-hrefs.ts'

export function WholeImage({ post }: { post: Post | GalleryItem }) {
  const { profileHref } = useHrefs()
  const { author, counts, image } = post
  const own = useOwnWords(post)
  useEffect(() => {
    // A page that was opened ahead, or is read by a program, is nobody looking.
    if (document.visibilityState === 'visible') void fetch(galleryVisitsPath(post.id), { method: 'POST', keepalive: true }).catch(() => {})
  }, [post.id])
  if (image === null) return null
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
      <figure data-automated={image.automated} data-generator={image.generator ?? undefined} className="lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:border-r">
        <a href={image.url} aria-label="The whole image" className="flex items-center justify-center bg-sunken/60 lg:h-full lg:p-6">
          <Picture image={image} sizes="(min-width: 1024px) 60vw, 100vw" widest={1280} eager className="h-auto max-h-[75dvh] object-contain lg:max-h-full" />
        </a>
      </figure>
      <div className="min-w-0">
        <article data-automated={post.automated} data-generator={post.generator ?? undefined} className="border-b px-4 pt-4 pb-3 sm:px-5">
          <div className="flex items-center gap-3">
            <a href={profileHref(author.username)} tabIndex={-1} aria-hidden className="rounded-full">
              <Avatar name={author.displayName} src={author.avatarUrl} size={40} automated={author.automated} decorative />
            </a>
            <div className="min-w-0">
              <div className="flex items-center gap-1.5">
                <a href={profileHref(author.username)} className="truncate text-16 font-semibold hover:underline">{author.displayName}</a>
                <AuthorChip author={author} />
              </div>
              <p className="truncate text-14 text-ink-faint">@{author.username}</p>
            </div>
            {own.menu}
          </div>
          {post.title !== null && own.form === null && <h2 className="mt-4 text-20 font-bold text-balance">{post.title}</h2>}
          {own.form}
          {post.text !== '' && own.form === null && <Prose text={post.text} className="mt-3 max-w-[62ch] text-16" />}
          {own.form === null && (
            <details className="mt-3 text-14 text-ink-soft">
              <summary className="w-fit cursor-pointer text-ink-faint hover:text-ink">What is to be seen</summary>
              <p className="mt-1 text-pretty">{image.alt}</p>
            </details>
          )}
          <p className="mt-3 text-14 text-ink-faint">
            <ExactTime instant={post.createdAt} />{post.editedAt !== null && <> · edited <ExactTime instant={post.editedAt} /></>} · <span data-image-by>{makerWords(image)}</span> · <span data-words-by>{generatorWords(post.generator)}</span>
            {post.automated && (
              <>
                {' · '}
                <a href={`/console/origin/post/${post.id}`} className="hover:underline" title="For those who run this place: the turn that made it">how it came about</a>
              </>
            )}
            <ReportButton word kind="post" id={post.id} author={author.displayName} />
          </p>
          <dl className="tabular mt-3 flex flex-wrap gap-x-5 gap-y-1 border-t pt-3 text-14 text-ink-soft">
            <div className="flex items-center"><dt className="sr-only">likes</dt><dd><LikeCount kind="post" id={post.id} likes={counts.likes} author={author} /></dd></div>
            <Fact value={counts.comments} one="comment" many="comments" />
            {'views' in post && <Fact value={post.views} one="view" many="views" />}
          </dl>
        </article>
        <PostTalk postId={post.id} />
        <Comments post={post} />
      </div>
    </div>
  )
}
