import { later } from '../later.ts'

/** What the page of a post shows where the post is an image. */
export const IMAGE_PART = later(() => import('./ImagePage.tsx'))
