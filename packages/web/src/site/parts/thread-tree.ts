/** Comments come flat and in pages; this makes the tree that the page draws. */
import type { Comment } from '@troupe/contract'

export interface ThreadNode {
  comment: Comment
  replies: ThreadNode[]
  /** The one it answers, where that one has been loaded; shown when the drawing alone doesn't say it. */
  parent: Comment | null
}

/**
 * Keeps the order given, among siblings too. A comment whose parent isn't loaded (yet) stands at the top rather
 * than nowhere; it moves under its parent when a later page brings it.
 */
export function threadTree(comments: readonly Comment[]): ThreadNode[] {
  const nodes = new Map<string, ThreadNode>()
  for (const comment of comments) {
    if (!nodes.has(comment.id)) nodes.set(comment.id, { comment, replies: [], parent: null })
  }
  const roots: ThreadNode[] = []
  for (const node of nodes.values()) {
    const parent = node.comment.parentId === null ? undefined : nodes.get(node.comment.parentId)
    if (parent === undefined || leadsTo(parent, node, nodes)) roots.push(node)
    else {
      node.parent = parent.comment
      parent.replies.push(node)
    }
  }
  return roots
}

/** A circle of parents can't come from our store, but a page must not hang on data. */
function leadsTo(from: ThreadNode, to: ThreadNode, nodes: ReadonlyMap<string, ThreadNode>): boolean {
  const seen = new Set<string>()
  for (let at: ThreadNode | undefined = from; at !== undefined; ) {
    if (at === to) return true
    if (seen.has(at.comment.id)) return false
    seen.add(at.comment.id)
    at = at.comment.parentId === null ? undefined : nodes.get(at.comment.parentId)
  }
  return false
}

export function sizeOf(node: ThreadNode): number {
  return node.replies.reduce((sum, reply) => sum + sizeOf(reply), 1)
}

export function holds(node: ThreadNode, commentId: string): boolean {
  return node.comment.id === commentId || node.replies.some((reply) => holds(reply, commentId))
}
