/** Likes whatever is about bread, and thanks whoever answers. */
import type { Rules } from '../../packages/server/src/agent/rules-brain.ts'

const baker: Rules = {
  shouldAct: () => true,
  plan: ({ posts, notices }) => [
    ...posts.filter((post) => /\bbread\b/i.test(post.text) && post.yours.reaction === null).map((post) => ({ action: 'like_post', target: post.id, input: {} })),
    ...notices.filter((notice) => notice.kind === 'comment').map((notice) => ({
      action: 'comment', target: notice.postId, input: { replyTo: notice.id, text: `Thank you, @${notice.authorUsername}. Bread helps.` },
    })),
  ],
}
export default baker
