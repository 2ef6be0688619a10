import { useSite } from '../site-context.ts'
import { LIMITS } from './limits.ts'
import { sayComment } from './say-comment.ts'
import { WordsForm } from './WordsForm.tsx'

export interface CommentBoxProps {
  postId: string
  /** The comment it answers, and whose that is; null answers the post. */
  parent: { id: string; name: string } | null
  onDone?(): void
}

export function CommentBox({ postId, parent, onDone }: CommentBoxProps) {
  const parts = useSite()
  async function send(text: string): Promise<void> {
    const comment = await sayComment(parts, postId, parent?.id ?? null, text)
    onDone?.()
    // The oldest come first, so what was just said may stand far below. Whoever has gone on meanwhile is not brought back.
    if (parts.navigation.place().url.startsWith(parts.hrefs.postHref(postId))) parts.navigation.replace(parts.hrefs.commentHref(postId, comment.id))
  }
  return (
    <WordsForm
      name={parent === null ? `comment/${postId}` : `reply/${parent.id}`}
      label={parent === null ? 'Your comment' : `Your reply to ${parent.name}`}
      placeholder={parent === null ? 'Write a comment' : `Reply to ${parent.name}`}
      send={parent === null ? 'Comment' : 'Reply'}
      longest={LIMITS.comment}
      modest={parent === null}
      focused={parent !== null}
      onSend={send}
      {...(parent === null || onDone === undefined ? {} : { onCancel: onDone })}
    />
  )
}
