import { describe, expect, it } from 'vitest'
import { sampleComment, sampleId } from '../testing/sample-feed.ts'
import { holds, sizeOf, threadTree, type ThreadNode } from './thread-tree.ts'

const drawn = (nodes: readonly ThreadNode[]): string =>
  nodes.map((node) => Number(node.comment.id.slice(-4)) + (node.replies.length > 0 ? `(${drawn(node.replies)})` : '')).join(' ')

describe('the thread tree', () => {
  it('puts replies under what they answer, in the order given', () => {
    const tree = threadTree([sampleComment(1), sampleComment(2, 1), sampleComment(3), sampleComment(4, 2), sampleComment(5, 1)])
    expect(drawn(tree)).toBe('1(2(4) 5) 3')
    expect(sizeOf(tree[0]!)).toBe(4)
    expect(holds(tree[0]!, sampleId(4))).toBe(true)
    expect(tree[0]!.replies[0]!.parent?.id).toBe(sampleId(1))
  })

  it('shows a reply whose parent is on a page not loaded yet, and moves it when it is', () => {
    expect(drawn(threadTree([sampleComment(2, 1), sampleComment(3)]))).toBe('2 3')
    expect(drawn(threadTree([sampleComment(2, 1), sampleComment(3), sampleComment(1)]))).toBe('3 1(2)')
  })

  it('ignores doubles and survives a circle of parents', () => {
    expect(drawn(threadTree([sampleComment(1), sampleComment(1)]))).toBe('1')
    expect(threadTree([sampleComment(1, 2), sampleComment(2, 1)]).length).toBeGreaterThan(0)
  })
})
