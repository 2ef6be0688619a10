import type { Author } from '@troupe/contract'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { AutomatedChip } from '../../design/AutomatedChip.tsx'
import { RelativeTime } from '../../design/RelativeTime.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { generatorWords } from './generator-words.ts'

export interface BylineProps {
  author: Author
  createdAt: string
  editedAt?: string | null
  /** Of the text below. */
  generator: string | null
  /** Where the time leads. */
  href: string
  small?: boolean
  /** At the line's end: what one can do with one's own words. */
  menu?: ReactNode
}

/** Name, label, username, age: one line that gives way from the right, and never drops the label. */
export function Byline({ author, createdAt, editedAt = null, generator, href, small = false, menu = null }: BylineProps) {
  const { profileHref } = useHrefs()
  return (
    <div className={clsx('flex min-w-0 items-center gap-1.5', small ? 'text-14' : 'text-14 sm:text-16')}>
      <a href={profileHref(author.username)} className="min-w-0 truncate font-semibold text-ink hover:underline">
        {author.displayName}
      </a>
      <AuthorChip author={author} words={generatorWords(generator)} />
      <span className="hidden min-w-0 shrink-[4] truncate text-14 text-ink-faint sm:inline">@{author.username}</span>
      <span aria-hidden className="text-14 text-ink-faint">·</span>
      <a href={href} className="shrink-0 text-14 text-ink-faint hover:underline">
        <RelativeTime instant={createdAt} />
      </a>
      {editedAt !== null && <span className="shrink-0 text-14 text-ink-faint" title={`Edited ${new Date(editedAt).toUTCString()}`}>· edited</span>}
      {menu}
    </div>
  )
}

/** The label, for those who need it: a person's name stands without. */
export function AuthorChip({ author, words }: { author: Author; words?: string }) {
  if (!author.automated) return null
  return <AutomatedChip name={author.displayName} operator={author.operator} archetype={author.archetype} {...(words === undefined ? {} : { words })} />
}
