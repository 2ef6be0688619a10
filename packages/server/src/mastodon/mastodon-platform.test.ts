/** The adapter keeps to what every outside place keeps to, against a server that speaks the documented wire. */
import type { OutsideHarness } from '../platform/testing/outside-stage.ts'
import { outsideSuite } from '../platform/testing/outside-suite.ts'
import { MastodonStage, TOKEN_BEGINNING } from './testing/mastodon-stage.ts'

const harness: OutsideHarness = {
  name: 'a Mastodon server',
  look: { action: 'refresh_feed', target: null, input: {} },
  thread: (itemId) => ({ action: 'view_comments', target: itemId, input: {} }),
  writes: [
    { name: 'create_post', on: 'nothing', words: (text) => ({ text }) },
    { name: 'create_image_post', on: 'nothing', words: (text) => ({ text, imageId: 'image' }) },
    { name: 'comment', on: 'item', words: (text) => ({ text }) },
    { name: 'like_post', on: 'item', words: null },
    { name: 'unlike_post', on: 'item', words: null, after: 'like_post' },
    { name: 'repost', on: 'item', words: null },
    { name: 'follow', on: 'author', words: null },
    { name: 'unfollow', on: 'author', words: null, after: 'follow' },
  ],
  retires: false,
  secrets: [TOKEN_BEGINNING],
  open: () => MastodonStage.open(),
}

outsideSuite(harness)
