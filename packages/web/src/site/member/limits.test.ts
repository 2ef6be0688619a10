import { ALT_LONGEST, BIO_LONGEST, COMMENT_LONGEST, DISPLAY_NAME_LONGEST, PASSWORD_SHORTEST, POST_LONGEST, TITLE_LONGEST, UPLOAD_BYTES_MOST } from '@troupe/contract'
import { expect, test } from 'vitest'
import { LIMITS } from './limits.ts'

test('are the contract\'s', () => {
  expect(LIMITS).toEqual({ post: POST_LONGEST, comment: COMMENT_LONGEST, title: TITLE_LONGEST, bio: BIO_LONGEST, displayName: DISPLAY_NAME_LONGEST, password: PASSWORD_SHORTEST, alt: ALT_LONGEST, uploadBytes: UPLOAD_BYTES_MOST })
})
