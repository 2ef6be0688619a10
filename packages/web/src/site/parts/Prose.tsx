import { clsx } from 'clsx'
import { useHrefs } from '../hrefs.ts'
import { linkify } from './linkify.ts'

/** A post's or comment's words, line breaks kept, hashtags and mentions as links. */
export function Prose({ text, className }: { text: string; className?: string }) {
  const { profileHref, tagHref } = useHrefs()
  return (
    <p className={clsx('break-words whitespace-pre-line [overflow-wrap:anywhere]', className)} dir="auto">
      {linkify(text).map((run, index) => {
        switch (run.kind) {
          case 'plain':
            return run.text
          case 'tag':
            return <RunLink key={index} href={tagHref(run.tag)} text={run.text} />
          case 'mention':
            return <RunLink key={index} href={profileHref(run.username)} text={run.text} />
        }
      })}
    </p>
  )
}

function RunLink({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className="text-accent hover:underline">
      {text}
    </a>
  )
}
